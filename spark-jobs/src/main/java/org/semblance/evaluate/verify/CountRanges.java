package org.semblance.evaluate.verify;

import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.semblance.eval.metric.Positives;
import org.semblance.eval.search.LabeledRows;
import org.semblance.eval.verification.MatchScores;
import org.semblance.eval.verification.PairCounts;
import org.semblance.eval.verification.PairScan;
import org.semblance.evaluate.blocks.BlockSource;
import org.semblance.evaluate.blocks.Blocks;
import org.semblance.evaluate.blocks.QueryRange;
import org.semblance.math.BlockProduct;
import org.semblance.math.ScoreKernels;

/** Counts all pairs of ranges of queries. */
record CountRanges(
    Broadcast<BlockSource> queries, Broadcast<BlockSource> gallery, Broadcast<MatchScores> matches)
    implements FlatMapFunction<Iterator<QueryRange>, PairCounts> {

  @Override
  public Iterator<PairCounts> call(Iterator<QueryRange> ranges) {
    BlockProduct product = new BlockProduct(ScoreKernels.best(), gallery.value().dimension());
    PairCounts counts = new PairCounts(matches.value());
    PairScan scan = new PairScan(product, matches.value(), counts);
    while (ranges.hasNext()) {
      QueryRange range = ranges.next();
      LabeledRows part = queries.value().block(range.block()).slice(range.from(), range.to());
      scan.matches(part, Positives.of(part, Blocks.of(gallery.value()), product));
      for (LabeledRows block : Blocks.of(gallery.value())) {
        scan.others(part, block);
      }
    }
    return List.of(counts).iterator();
  }
}
