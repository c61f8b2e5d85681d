package org.semblance.evaluate.verify;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.semblance.eval.metric.Positives;
import org.semblance.eval.search.LabeledRows;
import org.semblance.evaluate.blocks.BlockSource;
import org.semblance.evaluate.blocks.Blocks;
import org.semblance.evaluate.blocks.QueryRange;
import org.semblance.math.BlockProduct;
import org.semblance.math.ScoreKernels;

/** The scores of all matching pairs of ranges of queries. */
record ScoreMatches(Broadcast<BlockSource> queries, Broadcast<BlockSource> gallery)
    implements FlatMapFunction<Iterator<QueryRange>, float[]> {

  @Override
  public Iterator<float[]> call(Iterator<QueryRange> ranges) {
    BlockProduct product = new BlockProduct(ScoreKernels.best(), gallery.value().dimension());
    List<float[]> scores = new ArrayList<>();
    while (ranges.hasNext()) {
      QueryRange range = ranges.next();
      LabeledRows part = queries.value().block(range.block()).slice(range.from(), range.to());
      Positives positives = Positives.of(part, Blocks.of(gallery.value()), product);
      for (int row = 0; row < positives.count(); row++) {
        scores.add(positives.scores(row));
      }
    }
    return scores.iterator();
  }
}
