package org.semblance.jobs;

import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;
import org.semblance.config.Provenance;
import org.semblance.jobs.run.RunDirectory;

/** Starts Spark with what spark-submit was given, and with defaults for what it was not. */
final class Sessions {

  private static final String EXECUTOR_OPTIONS = "spark.executor.extraJavaOptions";
  private static final String VECTORS = "--add-modules=jdk.incubator.vector";

  private Sessions() {}

  static SparkSession start(String application) {
    SparkConf conf = new SparkConf();
    conf.setIfMissing("spark.master", "local[*]");
    conf.setIfMissing("spark.app.name", application);
    conf.setIfMissing("spark.ui.showConsoleProgress", "false");
    conf.setIfMissing("spark.sql.session.timeZone", "UTC");
    if (conf.get("spark.master").startsWith("local")) {
      localDefaults(conf);
    }
    String options = conf.get(EXECUTOR_OPTIONS, "");
    if (!options.contains("jdk.incubator.vector")) {
      conf.set(EXECUTOR_OPTIONS, (options + " " + VECTORS).strip());
    }
    return SparkSession.builder().config(conf).getOrCreate();
  }

  /** No web server, no name resolution, no more shuffle partitions than cores can use. */
  private static void localDefaults(SparkConf conf) {
    int cores = Runtime.getRuntime().availableProcessors();
    conf.setIfMissing("spark.ui.enabled", "false");
    // Training's progress travels with heartbeats.
    conf.setIfMissing("spark.executor.heartbeatInterval", "2s");
    conf.setIfMissing("spark.driver.host", "127.0.0.1");
    conf.setIfMissing("spark.driver.bindAddress", "127.0.0.1");
    conf.setIfMissing("spark.sql.shuffle.partitions", Integer.toString(2 * cores));
  }

  /** What runs where, in one line. */
  static String headline(SparkSession spark, String name, RunDirectory run) {
    return String.join(
        " · ",
        "semblance " + Provenance.version(),
        name,
        run.root().toUri().getPath(),
        "Spark " + spark.version() + " " + spark.sparkContext().master());
  }
}
