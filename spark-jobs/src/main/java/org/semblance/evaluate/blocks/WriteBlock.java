package org.semblance.evaluate.blocks;

import org.apache.spark.api.java.function.VoidFunction;
import org.apache.spark.broadcast.Broadcast;
import org.semblance.eval.search.Similarity;
import scala.Tuple2;

/** Puts the pieces of a block together and writes its file. */
record WriteBlock(Broadcast<Destinations> destinations, FileBlocks target, Similarity similarity)
    implements VoidFunction<Tuple2<Integer, Iterable<Piece>>> {

  @Override
  public void call(Tuple2<Integer, Iterable<Piece>> block) {
    SideLayout layout = destinations.value().layout();
    int dimension = target.dimension();
    int from = layout.starts()[block._1()];
    int to = layout.starts()[block._1() + 1];
    float[] values = new float[Math.multiplyExact(to - from, dimension)];
    for (Piece piece : block._2()) {
      for (int i = 0; i < piece.places().length; i++) {
        int at = (piece.places()[i] - from) * dimension;
        System.arraycopy(piece.vectors(), i * dimension, values, at, dimension);
      }
    }
    BlockFile.write(
        target.path(block._1()),
        layout.block(from, to, similarity.rows(values, dimension)),
        target.configuration());
  }
}
