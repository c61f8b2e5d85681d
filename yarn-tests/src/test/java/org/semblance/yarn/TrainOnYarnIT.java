package org.semblance.yarn;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.semblance.run.RunDirectory;
import org.semblance.run.RunLock;

/** The whole pipeline on YARN in cluster mode, two ranks, all files on HDFS. */
class TrainOnYarnIT {

  private static final String EXPERIMENT =
      """
      name: tiny
      synth: {train-classes: 6, test-classes: 2, images-per-class: 4}
      plan: {sampler: {classes-per-batch: 2}}
      train: {seed: 1, epochs: 1, ranks: 2, threads: 1}
      report: {map-points: 0}
      """;

  /** Most of a short process is compiling; without the slower compiler it takes half the time. */
  private static final String QUICK_START = "-XX:TieredStopAtLevel=1";

  @TempDir private static Path folder;

  private static HadoopCluster cluster;
  private static Distribution distribution;
  private static Path experiment = Path.of("");

  @BeforeAll
  static void start() throws Exception {
    cluster = HadoopCluster.start(folder);
    cluster.writeConfiguration(folder.resolve("hadoop"));
    distribution = Distribution.unpack(folder);
    experiment = Files.writeString(folder.resolve("experiment.yaml"), EXPERIMENT);
  }

  @AfterAll
  static void stop() {
    cluster.close();
  }

  @Test
  void theModelAndTheResultAreOnHdfs() throws Exception {
    Path output = folder.resolve("output");
    int code =
        distribution.execute(
            "conf/deploy/yarn/submit.sh",
            List.of(experiment.toString(), "hdfs:///runs/tiny"),
            Map.of(
                "VERBS", "run",
                "SUBMIT_OPTIONS", String.join(" ", options()),
                "HADOOP_CONF_DIR", folder.resolve("hadoop").toString()),
            output);
    assertThat(code).as(Files.readString(output)).isZero();
    FileSystem files = cluster.files();
    JsonNode result = json(files, "/runs/tiny/result.json");
    assertThat(result.path("status").asText()).isEqualTo("succeeded");
    assertThat(result.path("metrics").path("recall@1").asDouble()).isBetween(0.0, 1.0);
    for (String file :
        List.of(
            "model/model.safetensors", "model/model.json", "report/index.html", "semblance.log")) {
      assertThat(files.getFileStatus(hadoopPath("/runs/tiny/" + file)).getLen())
          .as(file)
          .isPositive();
    }
    assertThat(files.listStatus(hadoopPath("/runs/tiny/checkpoints"))).isNotEmpty();
  }

  @Test
  void aRunDirectoryOnHdfsBelongsToOneJob() throws Exception {
    FileSystem files = cluster.files();
    RunDirectory run =
        RunDirectory.at(files.getUri() + "/runs/locked", new Configuration(files.getConf()));
    List<RunLock> held = new CopyOnWriteArrayList<>();
    List<Thread> starters =
        IntStream.range(0, 8)
            .mapToObj(
                i ->
                    new Thread(
                        () -> {
                          try {
                            held.add(RunLock.acquire(run));
                          } catch (RuntimeException taken) {
                            assertThat(taken).hasMessageContaining("is in use by");
                          }
                        }))
            .toList();
    starters.forEach(Thread::start);
    for (Thread starter : starters) {
      starter.join();
    }
    assertThat(held).hasSize(1);
    held.get(0).close();
    assertThat(files.listStatus(hadoopPath("/runs/locked"))).isEmpty();
  }

  /** Small executors, and jars that every node has: what a small cluster on one machine needs. */
  private static List<String> options() throws IOException {
    return List.of(
        "--num-executors=2",
        "--driver-memory=768m",
        "--executor-memory=512m",
        "--conf=spark.executor.memoryOverhead=1g",
        "--conf=spark.executor.cores=1",
        "--conf=spark.task.cpus=1",
        "--conf=spark.sql.shuffle.partitions=2",
        "--conf=spark.yarn.appMasterEnv.JAVA_TOOL_OPTIONS=" + QUICK_START,
        "--conf=spark.executorEnv.JAVA_TOOL_OPTIONS=" + QUICK_START,
        "--conf=spark.yarn.jars=local:" + distribution.spark().toRealPath().resolve("jars/*"));
  }

  private static org.apache.hadoop.fs.Path hadoopPath(String path) {
    return new org.apache.hadoop.fs.Path(path);
  }

  private static JsonNode json(FileSystem files, String path) throws IOException {
    try (InputStream stream = files.open(hadoopPath(path))) {
      return new ObjectMapper().readTree(stream);
    }
  }
}
