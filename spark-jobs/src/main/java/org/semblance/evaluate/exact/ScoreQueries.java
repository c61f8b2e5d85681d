package org.semblance.evaluate.exact;

import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.semblance.eval.metric.NegativeScan;
import org.semblance.eval.metric.Positives;
import org.semblance.eval.metric.RankCounter;
import org.semblance.eval.metric.RankLimits;
import org.semblance.eval.metric.RetrievalOptions;
import org.semblance.eval.search.LabeledRows;
import org.semblance.evaluate.blocks.BlockSource;
import org.semblance.evaluate.blocks.Blocks;
import org.semblance.evaluate.blocks.QueryIndex;
import org.semblance.evaluate.blocks.QueryRange;
import org.semblance.math.BlockProduct;
import org.semblance.math.ScoreKernels;

/** Ranks ranges of queries against the whole gallery, each at one go. */
record ScoreQueries(
    Broadcast<BlockSource> queries,
    Broadcast<BlockSource> gallery,
    Broadcast<QueryIndex> index,
    RetrievalOptions options,
    int worstQueries)
    implements FlatMapFunction<Iterator<QueryRange>, QueryScores> {

  @Override
  public Iterator<QueryScores> call(Iterator<QueryRange> ranges) {
    BlockSource source = gallery.value();
    BlockProduct product = new BlockProduct(ScoreKernels.best(), source.dimension());
    NegativeScan scan = new NegativeScan(product);
    QueryScores scores = new QueryScores(options, worstQueries);
    QueryIndex rows = index.value();
    while (ranges.hasNext()) {
      QueryRange range = ranges.next();
      LabeledRows part = queries.value().block(range.block()).slice(range.from(), range.to());
      Positives positives = Positives.of(part, Blocks.of(source), product);
      RankCounter counter = new RankCounter(positives, RankLimits.of(options));
      for (LabeledRows block : Blocks.of(source)) {
        scan.oneSided(part, counter, block);
      }
      int firstRow = rows.starts()[range.block()] + range.from();
      scores.add(part, counter.counts(), firstRow, rows);
    }
    return List.of(scores).iterator();
  }
}
