package org.semblance.evaluate.verify;

import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.semblance.eval.metric.Bootstrap;
import org.semblance.eval.search.Similarity;
import org.semblance.eval.verification.MatchScores;
import org.semblance.eval.verification.PairCounts;
import org.semblance.eval.verification.VerificationReport;
import org.semblance.evaluate.blocks.BlockSource;
import org.semblance.evaluate.blocks.Placement;
import org.semblance.evaluate.blocks.QueryRange;
import org.semblance.evaluate.blocks.SampledRows;
import org.semblance.evaluate.blocks.SideLayout;
import org.semblance.evaluate.memory.ExecutorShape;
import org.semblance.evaluate.memory.MemoryPlan;
import org.semblance.evaluate.settings.VerificationSettings;
import org.semblance.fault.SemblanceException;
import org.semblance.math.Seeds;

/**
 * Counts every pair of query and gallery row twice over: the matching ones, whose scores are the
 * thresholds, then all others between these.
 *
 * @param resamples for intervals; 0 for none
 */
public record VerifyPairs(
    Placement placement,
    VerificationSettings settings,
    Similarity similarity,
    ExecutorShape shape,
    int resamples,
    long seed) {

  // Of a matching pair: its score on the driver, and what a task counts beside it.
  private static final int BYTES_PER_MATCH = 32;

  /**
   * Measures.
   *
   * @throws SemblanceException preflight, if there are more matching pairs than memory for them
   */
  public VerificationReport run() {
    Optional<int[]> sample = sample();
    SideLayout layout = sample.map(places -> placement.layout().pick(places)).orElse(layout());
    MemoryPlan plan = MemoryPlan.of(layout, placement, shape);
    checkMemory(plan, layout.count());
    List<QueryRange> ranges = layout.ranges(plan.queriesAtOnce(), shape.tasksFor(layout.count()));
    if (sample.isEmpty()) {
      return report(placement.queries(), ranges);
    }
    Broadcast<BlockSource> drawn = context().broadcast(rows().at(sample.get()));
    try {
      return report(drawn, ranges);
    } finally {
      drawn.destroy();
    }
  }

  private VerificationReport report(Broadcast<BlockSource> queries, List<QueryRange> ranges) {
    int tasks = Math.min(ranges.size(), shape.tasksFor(layout().count()));
    MatchScores scores =
        MatchScores.of(
            context()
                .parallelize(ranges, tasks)
                .mapPartitions(new ScoreMatches(queries, placement.gallery()))
                .collect());
    Broadcast<MatchScores> matches = context().broadcast(scores);
    try {
      PairCounts counts =
          context()
              .parallelize(ranges, tasks)
              .mapPartitions(new CountRanges(queries, placement.gallery(), matches))
              .treeReduce(PairCounts::merge);
      return VerificationReport.of(
          scores,
          counts,
          settings.falseAcceptRates(),
          placement.isSelf(),
          resamples == 0 ? Optional.empty() : Optional.of(new Bootstrap(resamples, seed)),
          score -> similarity.reported((float) score));
    } finally {
      matches.destroy();
    }
  }

  private Optional<int[]> sample() {
    return settings.queries() == 0 || settings.queries() >= layout().count()
        ? Optional.empty()
        : Optional.of(rows().draw(settings.queries(), seed, Seeds.Use.VERIFIED_QUERIES));
  }

  private void checkMemory(MemoryPlan plan, int queries) {
    long fit = shape.heapBytes() / 4 / BYTES_PER_MATCH / (shape.tasksPerExecutor() + 1);
    long most = Math.min(fit, Integer.MAX_VALUE / 4);
    if (plan.matches() > most) {
      throw SemblanceException.preflight(
          "evaluate.verification would count between the scores of %,d matching pairs, more than the %,d that memory holds: set evaluate.verification.queries to %,d or fewer, or raise --driver-memory and --executor-memory"
              .formatted(
                  plan.matches(),
                  most,
                  Math.max(1, (long) ((double) most / plan.matches() * queries))));
    }
  }

  private SampledRows rows() {
    return new SampledRows(layout(), placement.queries().value());
  }

  private SideLayout layout() {
    return placement.layout();
  }

  private JavaSparkContext context() {
    return placement.context();
  }
}
