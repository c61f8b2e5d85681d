package org.semblance.evaluate.exact;

import java.util.List;
import org.semblance.eval.metric.MatchCounts;
import org.semblance.eval.metric.RankLimits;
import org.semblance.eval.metric.RetrievalOptions;
import org.semblance.evaluate.blocks.BlockPair;
import org.semblance.evaluate.blocks.Placement;
import org.semblance.evaluate.blocks.QueryRange;

/** Measures retrieval of all queries of a gallery in memory. */
record RankQueries(Placement memory, RetrievalOptions options, int worstQueries, int tasks) {

  /** Where every row is query and gallery: each pair of rows is scored once. */
  QueryScores amongThemselves(int[] starts) {
    List<List<BlockPair>> shares = PairTasks.of(starts, tasks);
    List<QueryScores> parts =
        memory
            .context()
            .parallelize(shares, shares.size())
            .flatMapToPair(new CountPairs(memory.gallery(), RankLimits.of(options)))
            .reduceByKey(MatchCounts::merge, Math.min(tasks, starts.length - 1))
            .map(new ScoreBlock(memory.gallery(), memory.index(), options, worstQueries))
            .collect();
    return joined(parts);
  }

  /** Ranges of queries, each against the whole gallery. */
  QueryScores oneSided(List<QueryRange> ranges) {
    List<QueryScores> parts =
        memory
            .context()
            .parallelize(ranges, Math.min(ranges.size(), tasks))
            .mapPartitions(
                new ScoreQueries(
                    memory.queries(), memory.gallery(), memory.index(), options, worstQueries))
            .collect();
    return joined(parts);
  }

  private QueryScores joined(List<QueryScores> parts) {
    QueryScores scores = new QueryScores(options, worstQueries);
    parts.forEach(scores::merge);
    return scores;
  }
}
