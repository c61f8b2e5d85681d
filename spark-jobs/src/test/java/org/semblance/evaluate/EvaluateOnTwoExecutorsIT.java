package org.semblance.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.semblance.LocalSpark;
import org.semblance.evaluate.settings.EvaluateFixture;
import org.semblance.evaluate.settings.PlanChoice;

/** A driver and two executors, each a process of its own. */
@ExtendWith(LocalSpark.class)
class EvaluateOnTwoExecutorsIT {

  private static final String CLASS_PATH = System.getProperty("java.class.path");

  @TempDir Path folder;

  @Test
  void giveTheBitsOfOneProcess(SparkSession spark) throws IOException, InterruptedException {
    String table = folder.resolve("embeddings").toString();
    EvaluateFixture.table(spark, EvaluateFixture.embeddings(700), 3, 1).write().parquet(table);
    new EvaluateEmbeddings(
            spark,
            EvaluateFixture.settings(EvaluateFixture.COLUMNS, 0),
            new org.apache.hadoop.fs.Path(table),
            new org.apache.hadoop.fs.Path(folder.resolve("one").toString()))
        .execute();
    File log = folder.resolve("log").toFile();
    Process cluster =
        new ProcessBuilder(command(table, folder.resolve("two").toString()))
            .redirectErrorStream(true)
            .redirectOutput(log)
            .directory(folder.toFile())
            .start();
    try {
      assertThat(cluster.waitFor(5, TimeUnit.MINUTES)).isTrue();
    } finally {
      cluster.destroyForcibly();
    }
    assertThat(cluster.exitValue()).as(Files.readString(log.toPath())).isZero();
    JsonNode one = metrics("one");
    for (PlanChoice plan : PlanChoice.values()) {
      JsonNode two = metrics("two/" + plan);
      for (String part : List.of("metrics", "macro", "intervals", "worst-queries", "confusions")) {
        assertThat(two.get(part)).as(plan + " " + part).isEqualTo(one.get(part));
      }
    }
  }

  private JsonNode metrics(String run) throws IOException {
    return new ObjectMapper().readTree(folder.resolve(run).resolve("metrics.json").toFile());
  }

  private List<String> command(String... arguments) throws IOException {
    // Executors are started from a Spark home; all they need is on the class path given.
    Path home = Files.createDirectories(folder.resolve("home/jars")).getParent();
    String options =
        "-XX:TieredStopAtLevel=1 "
            + String.join(
                " ",
                ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                    .filter(option -> option.startsWith("--add-"))
                    .toList());
    Map<String, String> conf =
        Map.of(
            "spark.master", "local-cluster[2,1,1024]",
            "spark.app.name", "two-executors",
            "spark.ui.enabled", "false",
            "spark.driver.host", "127.0.0.1",
            "spark.executor.memory", "1g",
            "spark.executor.extraClassPath", CLASS_PATH,
            "spark.executor.extraJavaOptions", options);
    List<String> command =
        new ArrayList<>(
            List.of(
                "env",
                "SPARK_HOME=" + home,
                "SPARK_SCALA_VERSION=2.12",
                "SPARK_LOCAL_IP=127.0.0.1"));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(options.split(" ", -1)));
    command.add("-Xmx1g");
    conf.forEach((key, value) -> command.add("-D" + key + "=" + value));
    command.addAll(List.of("-cp", CLASS_PATH, EvaluateOnTwoExecutors.class.getName()));
    command.addAll(List.of(arguments));
    return command;
  }
}
