package org.semblance.stage;

import org.apache.spark.sql.SparkSession;
import org.semblance.experiment.ExperimentConfig;
import org.semblance.progress.Progress;
import org.semblance.run.RunDirectory;

/**
 * What a stage works with.
 *
 * @param progress shows how far the stage is
 * @param interruption tells when to stop early
 * @param resume whether to continue from what an earlier execution left
 */
public record StageContext(
    SparkSession spark,
    ExperimentConfig config,
    RunDirectory run,
    Progress progress,
    Interruption interruption,
    boolean resume) {

  /** The same, with this answer to whether to continue. */
  public StageContext resuming(boolean resumes) {
    return new StageContext(spark, config, run, progress, interruption, resumes);
  }
}
