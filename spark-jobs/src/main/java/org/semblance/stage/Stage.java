package org.semblance.stage;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkConf;
import org.semblance.experiment.ExperimentConfig;
import org.semblance.fault.SemblanceException;
import org.semblance.run.RunDirectory;

/** One step of the pipeline: reads tables of the run directory, writes others. */
public interface Stage {

  /** Also the verb that executes the stage alone. */
  String name();

  /** What it does, one sentence. */
  String summary();

  /**
   * The configuration keys that its outcome depends on, dotted; groups stand for the keys within.
   *
   * @param config the resolved configuration
   */
  List<String> settings(ObjectNode config);

  /** The stages whose outcome it reads. */
  List<Stage> upstream();

  /** What the configuration and Spark's settings alone show to stand in its way. */
  default List<SemblanceException> obstacles(ExperimentConfig config, SparkConf spark) {
    return List.of();
  }

  /** What it writes, replaced when it is executed again. */
  List<Path> outputs(RunDirectory run);

  /** Of the outputs, what later stages read: it has to be as it was written. */
  default List<Path> results(RunDirectory run) {
    return outputs(run);
  }

  /** Whether an execution that was cut off can be continued from what it left. */
  default boolean isResumable() {
    return false;
  }

  /** Whether an execution that was cut off left something in {@code run} to continue from. */
  default boolean hasProgress(RunDirectory run) {
    return isResumable();
  }

  /**
   * Whether an execution that was cut off can go on with another value of {@code key}, which in
   * general it can.
   */
  default boolean continuesWithAnother(String key, ObjectNode config) {
    return true;
  }

  /** Whether it calls {@link StageContext#progress} itself, in better units than Spark's tasks. */
  default boolean showsProgress() {
    return false;
  }

  /** Executes it; its outputs are absent, unless it resumes. */
  StageResult execute(StageContext context);
}
