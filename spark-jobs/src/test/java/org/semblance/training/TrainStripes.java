package org.semblance.training;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.semblance.train.TrainingRun.Start;
import org.semblance.train.settings.TrainSettings;

/** A driver of its own, for tests to kill: trains on a prepared folder with two executors. */
final class TrainStripes {

  private TrainStripes() {}

  /** Arguments: folder, run, epochs. */
  public static void main(String[] arguments) throws IOException {
    SparkSession spark = LocalCluster.start(2, Map.of());
    TrainSettings settings = StripedTraining.settings(Integer.parseInt(arguments[2]), 2, 1);
    new StripedTraining(spark, Path.of(arguments[0]))
        .job(settings, arguments[1], Start.ANEW, progress -> {}, () -> false)
        .execute();
    System.exit(0);
  }
}
