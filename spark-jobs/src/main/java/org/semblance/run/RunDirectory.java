package org.semblance.run;

import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * Where a run keeps what: the one place that knows the layout.
 *
 * @param root on any Hadoop file system, qualified
 * @param files reads and writes small files below {@code root}
 */
public record RunDirectory(Path root, RunFiles files) {

  /** The run directory at {@code location}, a local path or a Hadoop URI; nothing is created. */
  public static RunDirectory at(String location, Configuration hadoop) {
    RunFiles files = RunFiles.of(new Path(location), hadoop);
    return new RunDirectory(files.qualified(new Path(location)), files);
  }

  /** The resolved configuration. */
  public Path config() {
    return new Path(root, "config.yaml");
  }

  public Path images() {
    return table("images");
  }

  public Path rejects() {
    return table("rejects");
  }

  public Path plan() {
    return table("plan");
  }

  public Path shards() {
    return table("shards");
  }

  public Path embeddings() {
    return table("embeddings");
  }

  /** Written by evaluate, beside its metrics. */
  public Path neighbors() {
    return new Path(evaluation(), "neighbors");
  }

  private Path table(String name) {
    return new Path(new Path(root, "tables"), name);
  }

  public Path checkpoints() {
    return new Path(root, "checkpoints");
  }

  public Path model() {
    return new Path(root, "model");
  }

  /** TensorBoard event files. */
  public Path events() {
    return new Path(root, "events");
  }

  /** One JSON object per logged training step. */
  public Path metricsLog() {
    return new Path(root, "metrics.jsonl");
  }

  /** Tables and metrics that evaluate writes. */
  public Path evaluation() {
    return new Path(root, "evaluation");
  }

  public Path metrics() {
    return new Path(evaluation(), "metrics.json");
  }

  public Path metricsByClass() {
    return new Path(evaluation(), "per-class");
  }

  /** There only where a category column was named. */
  public Path metricsByCategory() {
    return new Path(evaluation(), "per-category");
  }

  public Path report() {
    return new Path(root, "report");
  }

  /** What a scheduler reads when the job has ended. */
  public Path result() {
    return new Path(root, "result.json");
  }

  /** Everything Spark and Semblance logged. */
  public Path log() {
    return new Path(root, "semblance.log");
  }

  /** What is recorded of the latest execution of a stage. */
  public Path stageRecord(String stage) {
    return new Path(new Path(root, "stages"), stage + ".json");
  }

  /** Room on the disk that the last words of a job may take. */
  public Path room() {
    return new Path(root, ".room");
  }

  /** {@code path}, which is below this directory, as a user would say it. */
  String name(Path path) {
    return root.toUri().relativize(path.toUri()).getPath();
  }

  Path lock() {
    return new Path(root, ".lock");
  }
}
