package org.semblance.evaluate.exact;

import java.util.Map;
import org.apache.spark.api.java.JavaRDD;
import org.semblance.evaluate.blocks.FileBlocks;
import org.semblance.evaluate.blocks.Placement;
import org.semblance.evaluate.memory.ExecutorShape;
import org.semblance.evaluate.memory.MemoryPlan;
import org.semblance.evaluate.settings.EvaluateSettings;

/** Looks at every pair of query and row, once where queries are the gallery and memory allows. */
public final class ExactSearch implements Search {

  private final Placement placement;
  private final EvaluateSettings settings;
  private final int tasks;
  private final MemoryPlan plan;
  private final boolean among;

  public ExactSearch(Placement placement, EvaluateSettings settings, ExecutorShape shape) {
    this.placement = placement;
    this.settings = settings;
    this.tasks = shape.tasksFor(placement.layout().count());
    this.plan = MemoryPlan.of(placement, shape);
    this.among = placement.isSelf() && plan.countsAtOnce(placement.layout(), placement.isInFiles());
  }

  @Override
  public Map<String, String> definitions() {
    return Map.of(
        "plan",
        "%s, %s; %s"
            .formatted(
                placement.isInFiles() ? "blocks in files" : "broadcast",
                among ? "each pair once" : "ranges of queries against all",
                plan));
  }

  @Override
  public QueryScores rank() {
    RankQueries ranking =
        new RankQueries(placement, settings.retrieval(), settings.worstQueries(), tasks);
    if (!among) {
      return ranking.oneSided(placement.ranges(plan.queriesAtOnce(), tasks));
    }
    if (placement.gallery().value() instanceof FileBlocks files) {
      return new RankInWaves(
              placement.context(),
              files,
              placement.index(),
              settings.retrieval(),
              settings.worstQueries(),
              tasks)
          .run(placement.queryBlocks());
    }
    return ranking.amongThemselves(placement.layout().starts());
  }

  @Override
  public JavaRDD<NeighborLists> neighbors() {
    return new FindNeighbors(
            placement.queries(), placement.gallery(), placement.index(), settings.neighbors())
        .over(placement.layout(), placement.context(), tasks);
  }

  @Override
  public Map<String, Double> quality() {
    return Map.of();
  }

  @Override
  public void close() {}
}
