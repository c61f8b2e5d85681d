package org.semblance.evaluate.exact;

import org.apache.spark.api.java.function.Function;
import org.apache.spark.broadcast.Broadcast;
import org.semblance.eval.metric.RetrievalOptions;
import org.semblance.evaluate.blocks.FileBlocks;
import org.semblance.evaluate.blocks.QueryIndex;

/** The metrics of a block whose counts are complete. */
record ScoreFile(
    Broadcast<FileBlocks> files,
    Broadcast<QueryIndex> index,
    RetrievalOptions options,
    int worstQueries,
    int waves)
    implements Function<Integer, QueryScores> {

  @Override
  public QueryScores call(Integer block) {
    QueryIndex rows = index.value();
    return new QueryScores(options, worstQueries)
        .add(
            files.value().block(block),
            files.value().counts(block, waves),
            rows.starts()[block],
            rows);
  }
}
