package org.semblance.jobs.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.semblance.jobs.doctor.ProbeExecutor.Probe;

/** Examines the driver, the cluster's settings, and every executor it can reach. */
public record Doctor(SparkSession spark) {

  /** All findings, the driver's first. */
  public List<Check> examine() {
    List<Check> checks = new ArrayList<>(ProcessChecks.of("driver"));
    checks.addAll(cluster());
    if (!spark.sparkContext().isLocal()) {
      executors().values().forEach(checks::addAll);
    }
    return checks;
  }

  private List<Check> cluster() {
    SparkConf conf = spark.sparkContext().getConf();
    return List.of(
        spark.version().startsWith("3.5.")
            ? Check.ok("spark", spark.version())
            : Check.fail("spark", spark.version(), "use Spark 3.5 built for Scala 2.12"),
        Check.ok(
            "slots",
            slots() + " on " + spark.sparkContext().master() + ", training needs train.ranks"),
        offForTraining(conf, "spark.speculation"),
        offForTraining(conf, "spark.dynamicAllocation.enabled"));
  }

  private static Check offForTraining(SparkConf conf, String key) {
    return conf.getBoolean(key, false)
        ? Check.fail(key, "true", "training is one gang of tasks: --conf " + key + "=false")
        : Check.ok(key, "false");
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
