package org.semblance.cli;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;
import org.semblance.experiment.Provenance;
import org.semblance.run.RunDirectory;

/** Starts Spark with what spark-submit was given, and with defaults for what it was not. */
final class Sessions {

  private static final String MASTER = "spark.master";
  private static final String LOCAL = "local[*]";
  private static final String EXECUTOR_OPTIONS = "spark.executor.extraJavaOptions";
  private static final int SECRET_BYTES = 32;

  /** Of every process; the launcher gives the driver the same. */
  private static final Map<String, String> JAVA_OPTIONS =
      Map.of(
          "jdk.incubator.vector", "--add-modules=jdk.incubator.vector",
          // What a training step leaves to the collector is small in Java and large in native
          // memory: collected only when the heap is full, it would pile up.
          "G1PeriodicGCInterval", "-XX:G1PeriodicGCInterval=3000");

  private Sessions() {}

  /** Whether driver and executor will be this process. */
  static boolean isLocal() {
    String master = new SparkConf().get(MASTER, LOCAL);
    return master.startsWith("local") && !master.startsWith("local-cluster");
  }

  static SparkSession start(String application) {
    return SparkSession.builder().config(settings(application)).getOrCreate();
  }

  /** What {@link #start} would start Spark with. */
  static SparkConf settings(String application) {
    SparkConf conf = new SparkConf();
    conf.setIfMissing(MASTER, LOCAL);
    conf.setIfMissing("spark.app.name", application);
    conf.setIfMissing("spark.ui.showConsoleProgress", "false");
    conf.setIfMissing("spark.sql.session.timeZone", "UTC");
    conf.setIfMissing("spark.barrier.sync.timeout", "600s");
    if (conf.get(MASTER).startsWith("local")) {
      localDefaults(conf);
    }
    if (conf.get(MASTER).startsWith("local-cluster")) {
      secure(conf);
    }
    conf.set(EXECUTOR_OPTIONS, withOptions(conf.get(EXECUTOR_OPTIONS, "")));
    return conf;
  }

  /** The user's options, and those of ours about which they say nothing. */
  private static String withOptions(String given) {
    return JAVA_OPTIONS.entrySet().stream()
        .filter(option -> !given.contains(option.getKey()))
        .map(Map.Entry::getValue)
        .sorted()
        .reduce(given, (options, option) -> (options + " " + option).strip());
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

  /** Executors on this machine prove to each other that they belong to this application. */
  private static void secure(SparkConf conf) {
    byte[] secret = new byte[SECRET_BYTES];
    new SecureRandom().nextBytes(secret);
    conf.setIfMissing("spark.authenticate", "true");
    conf.setIfMissing("spark.authenticate.secret", HexFormat.of().formatHex(secret));
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
