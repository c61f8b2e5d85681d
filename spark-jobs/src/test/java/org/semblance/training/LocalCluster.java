package org.semblance.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.semblance.cli.JobProcess;

/** Sessions whose executors are processes of their own, as on a cluster. */
final class LocalCluster {

  private LocalCluster() {}

  /**
   * Starts executors of one core each; ends the JVM's former session.
   *
   * @param properties of Spark besides
   */
  static SparkSession start(int executors, Map<String, String> properties) throws IOException {
    stop();
    Files.createDirectories(Path.of(System.getenv("SPARK_HOME"), "jars"));
    SparkSession.Builder builder =
        SparkSession.builder()
            .master("local-cluster[" + executors + ",1,1024]")
            .appName("semblance-process-group-tests")
            .config("spark.ui.enabled", false)
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.sql.shuffle.partitions", 2)
            .config("spark.executor.heartbeatInterval", "500ms")
            .config("spark.scheduler.barrier.maxConcurrentTasksCheck.interval", "1s")
            .config("spark.executor.extraClassPath", classPath())
            .config(
                "spark.executor.extraJavaOptions",
                JobProcess.QUICK_START
                    + " --add-modules=jdk.incubator.vector -Dai.djl.offline=true -DOPT_OUT_TRACKING=true")
            .config("spark.authenticate", true)
            .config("spark.authenticate.secret", "of the tests");
    properties.forEach(builder::config);
    return builder.getOrCreate();
  }

  /** Ends the JVM's session, so that the next test class gets a local one. */
  static void stop() {
    if (SparkSession.getDefaultSession().isDefined()) {
      SparkSession.getDefaultSession().get().stop();
    }
    SparkSession.clearActiveSession();
    SparkSession.clearDefaultSession();
  }

  /** The executors' processes. */
  static Stream<ProcessHandle> executors() {
    return ProcessHandle.current().children();
  }

  private static String classPath() {
    return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
  }
}
