package org.semblance.evaluate.exact;

import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.semblance.eval.metric.RankLimits;
import org.semblance.eval.metric.RetrievalOptions;
import org.semblance.evaluate.blocks.BlockPair;
import org.semblance.evaluate.blocks.FileBlocks;
import org.semblance.evaluate.blocks.QueryIndex;

/**
 * Measures a gallery in files among itself: each pair of blocks once, in waves between which the
 * counts are joined. Only changes travel: about R numbers per query and wave.
 */
record RankInWaves(
    JavaSparkContext context,
    FileBlocks source,
    Broadcast<QueryIndex> index,
    RetrievalOptions options,
    int worstQueries,
    int tasks) {

  QueryScores run(List<Integer> blocks) {
    Broadcast<FileBlocks> files = context.broadcast(source);
    try {
      RankLimits limits = RankLimits.of(options);
      context.parallelize(blocks, blocks.size()).foreach(new CountWithin(files, limits));
      List<List<List<BlockPair>>> waves = Waves.of(blocks.size());
      for (int wave = 0; wave < waves.size(); wave++) {
        List<List<BlockPair>> strips = waves.get(wave);
        context
            .parallelize(strips, strips.size())
            .flatMapToPair(new CountStrip(files, limits, wave))
            .groupByKey(Math.min(blocks.size(), tasks))
            .foreach(new JoinCounts(files, wave));
      }
      QueryScores scores = new QueryScores(options, worstQueries);
      context
          .parallelize(blocks, blocks.size())
          .map(new ScoreFile(files, index, options, worstQueries, waves.size()))
          .collect()
          .forEach(scores::merge);
      return scores;
    } finally {
      files.destroy();
    }
  }
}
