package org.semblance.evaluate.blocks;

import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.semblance.eval.search.ClassSpread;
import org.semblance.eval.search.LabeledRows;
import org.semblance.math.GramMatrix;

/**
 * Sums what the geometry of the space is computed from, over some blocks.
 *
 * @param largest bound on the magnitude of a component
 * @param rows of all blocks together
 */
public record MeasureSpace(Broadcast<BlockSource> source, float largest, long rows)
    implements FlatMapFunction<Iterator<Integer>, MeasureSpace.Sums> {

  /** Partial sums; {@link #merge} adds another part to this one. */
  public record Sums(ClassSpread spread, GramMatrix gram) implements Serializable {
    public Sums merge(Sums other) {
      spread.merge(other.spread);
      gram.merge(other.gram);
      return this;
    }
  }

  @Override
  public Iterator<Sums> call(Iterator<Integer> blocks) {
    int dimension = source.value().dimension();
    Sums sums = new Sums(new ClassSpread(dimension), new GramMatrix(dimension, largest, rows));
    while (blocks.hasNext()) {
      LabeledRows block = source.value().block(blocks.next());
      sums.spread().add(block);
      for (int from = 0, end; from < block.count(); from = end) {
        end = block.classEnd(from);
        sums.gram().add(block.rows(), from, end);
      }
    }
    return List.of(sums).iterator();
  }
}
