package org.semblance.bench.evaluate;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.semblance.config.Settings;
import org.semblance.eval.metric.Ranking;
import org.semblance.evaluate.EvaluateEmbeddings;
import org.semblance.evaluate.EvaluationResult;
import org.semblance.evaluate.settings.ColumnSettings;
import org.semblance.evaluate.settings.EvaluateSettings;
import org.semblance.evaluate.settings.PlanChoice;
import org.semblance.evaluate.settings.SamplingSettings;

/**
 * The whole evaluation of a table, several times in one JVM: CPU seconds of the process, wall time
 * and peak heap of each round, and the medians of the last rounds. The first round is the cold one.
 *
 * <p>{@code WholeJob TABLE ROUNDS K,K,... retrieval|all [PLAN] [BLOCK_ROWS]}
 */
public final class WholeJob {

  private static final ColumnSettings COLUMNS =
      new ColumnSettings("image_id", "class_id", "vector", "split", "", "", "", "");

  private static final int LAST = 5;

  private WholeJob() {}

  public static void main(String[] arguments) {
    Path table = new Path(arguments[0]);
    int rounds = Integer.parseInt(arguments[1]);
    List<Integer> recallAt =
        Arrays.stream(arguments[2].split(",", -1)).map(Integer::valueOf).toList();
    boolean all = arguments[3].equals("all");
    PlanChoice plan =
        arguments.length > 4
            ? PlanChoice.valueOf(arguments[4].toUpperCase(Locale.ROOT))
            : PlanChoice.AUTO;
    int blockRows = arguments.length > 5 ? Integer.parseInt(arguments[5]) : 0;
    EvaluateSettings settings = settings(recallAt, all, plan, blockRows);
    try (SparkSession spark = SparkSession.builder().getOrCreate()) {
      Path out = new Path(table.getParent(), "evaluation");
      List<Measured<EvaluationResult>> jobs = new ArrayList<>();
      for (int round = 0; round < rounds; round++) {
        jobs.add(measure(new EvaluateEmbeddings(spark, settings, table, out), round));
      }
      List<Measured<EvaluationResult>> last = jobs.subList(Math.max(0, rounds - LAST), rounds);
      System.out.printf(
          Locale.ROOT, "median of the last %d: %s%n", last.size(), Measured.median(last).cost());
    }
  }

  private static EvaluateSettings settings(
      List<Integer> recallAt, boolean all, PlanChoice plan, int blockRows) {
    return Settings.of(EvaluateSettings.class)
        .with("columns", COLUMNS)
        .with("ranking", Ranking.TOP)
        .with("recall-at", recallAt)
        .with("neighbors", 0)
        .with("worst-queries", 0)
        .with("bootstrap-resamples", 0)
        .with("sampling", new SamplingSettings(0, 1))
        .with("clustering.enabled", all)
        .with("geometry", all)
        .with("plan", plan)
        .with("block-rows", blockRows)
        .build();
  }

  private static Measured<EvaluationResult> measure(EvaluateEmbeddings evaluation, int round) {
    heapPools().forEach(MemoryPoolMXBean::resetPeakUsage);
    Measured<EvaluationResult> job = Measured.of(evaluation::execute);
    System.out.printf(
        Locale.ROOT,
        "round %d: %s, peak heap %d MB, %s %s%n",
        round,
        job.cost(),
        heapPools().stream().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum() >> 20,
        job.result().seconds(),
        job.result().metrics());
    return job;
  }

  private static List<MemoryPoolMXBean> heapPools() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP)
        .toList();
  }
}
