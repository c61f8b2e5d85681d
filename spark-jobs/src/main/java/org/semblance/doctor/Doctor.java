package org.semblance.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.semblance.doctor.ProbeExecutor.Probe;
import org.semblance.fault.SemblanceException;
import org.semblance.train.settings.TrainSettings;
import org.semblance.training.Preflight;
import org.semblance.training.RankMemoryEstimate;

/** Examines the driver, the cluster's settings, and every executor it can reach. */
public record Doctor(SparkSession spark) {

  /**
   * All findings, the driver's first.
   *
   * @param obstacles what rules out any job; executors cannot be asked then
   */
  public List<Check> examine(List<SemblanceException> obstacles) {
    List<Check> checks = new ArrayList<>(ProcessChecks.of("driver"));
    checks.addAll(cluster());
    checks.addAll(refusals(obstacles));
    if (obstacles.isEmpty() && !spark.sparkContext().isLocal()) {
      executors().values().forEach(checks::addAll);
    }
    return checks;
  }

  /**
   * Findings about one experiment: its ranks, and the memory of each if it is known.
   *
   * @param obstacles what the configuration and Spark's settings rule out
   */
  public List<Check> examine(
      List<SemblanceException> obstacles,
      TrainSettings train,
      Optional<RankMemoryEstimate> memory) {
    SparkContext context = spark.sparkContext();
    List<Check> checks = new ArrayList<>(refusals(obstacles));
    if (obstacles.isEmpty()) {
      checks.add(
          Check.that(
              "ranks",
              () -> {
                Preflight.awaitSlots(context, train.ranks());
                return train.ranks() + ", each on its own";
              }));
    }
    memory.ifPresent(
        needed ->
            checks.add(
                Check.that(
                    "memory",
                    () -> {
                      needed.require(context);
                      return needed.text();
                    })));
    return checks;
  }

  private List<Check> cluster() {
    List<Check> checks = new ArrayList<>();
    checks.add(
        spark.version().startsWith("3.5.")
            ? Check.ok("spark", spark.version())
            : Check.fail("spark", spark.version(), "use Spark 3.5 built for Scala 2.12"));
    checks.add(
        Check.ok(
            "slots",
            slots() + " on " + spark.sparkContext().master() + ", training needs train.ranks"));
    for (String key : Preflight.settingsThatMustBeOff()) {
      checks.add(
          Preflight.on(spark.sparkContext().conf(), key)
              .map(on -> Check.fail(key, String.valueOf(on.getMessage()), ""))
              .orElseGet(() -> Check.ok(key, "false")));
    }
    return checks;
  }

  private static List<Check> refusals(List<SemblanceException> obstacles) {
    return obstacles.stream()
        .map(obstacle -> Check.fail("job", String.valueOf(obstacle.getMessage()), ""))
        .toList();
  }

  private int slots() {
    return Math.max(1, spark.sparkContext().defaultParallelism());
  }

  /** Several tasks for every slot, so that each executor gets at least one. */
  private Map<String, List<Check>> executors() {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    List<Integer> tasks = IntStream.range(0, 2 * slots()).boxed().toList();
    return context
        .parallelize(tasks, tasks.size())
        .mapPartitions(new ProbeExecutor())
        .collect()
        .stream()
        .collect(
            Collectors.toMap(
                Probe::executor, Probe::checks, (first, second) -> first, TreeMap::new));
  }
}
