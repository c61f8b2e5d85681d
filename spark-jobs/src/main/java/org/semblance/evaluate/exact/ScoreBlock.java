package org.semblance.evaluate.exact;

import org.apache.spark.api.java.function.Function;
import org.apache.spark.broadcast.Broadcast;
import org.semblance.eval.metric.MatchCounts;
import org.semblance.eval.metric.RetrievalOptions;
import org.semblance.evaluate.blocks.BlockSource;
import org.semblance.evaluate.blocks.QueryIndex;
import scala.Tuple2;

/** Turns the complete counts of a block into the metrics of its queries. */
record ScoreBlock(
    Broadcast<BlockSource> gallery,
    Broadcast<QueryIndex> index,
    RetrievalOptions options,
    int worstQueries)
    implements Function<Tuple2<Integer, MatchCounts>, QueryScores> {

  @Override
  public QueryScores call(Tuple2<Integer, MatchCounts> counted) {
    int block = counted._1();
    QueryIndex rows = index.value();
    return new QueryScores(options, worstQueries)
        .add(gallery.value().block(block), counted._2(), rows.starts()[block], rows);
  }
}
