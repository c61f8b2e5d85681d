package org.semblance.training;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;
import org.semblance.embed.HadoopModelFolder;
import org.semblance.fault.ExitCode;
import org.semblance.fault.SemblanceException;
import org.semblance.model.EmbeddingNet;
import org.semblance.model.ModelDescription;
import org.semblance.model.ModelFiles;
import org.semblance.model.block.NetTensor;
import org.semblance.model.file.Safetensors;
import org.semblance.model.file.StoredTensor;
import org.semblance.train.TrainOutcome;
import org.semblance.train.TrainOutcome.Ending;
import org.semblance.train.TrainProgress;
import org.semblance.train.TrainingRun.Start;
import org.semblance.train.checkpoint.BestValidation;
import org.semblance.train.feed.Cursor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Trains in one barrier stage, one task per rank; a lost executor costs the attempt, and the next
 * goes on from the last checkpoint.
 *
 * @param start whether to go on from a checkpoint of an earlier run
 * @param listener told on the driver how far training is, about once per heartbeat
 * @param stop asked on the driver; true ends training with a checkpoint
 */
public record TrainOnExecutors(
    SparkSession spark,
    TrainSpec spec,
    TrainPaths paths,
    Start start,
    TrainProgress.Listener listener,
    BooleanSupplier stop) {

  private static final Logger LOG = LoggerFactory.getLogger(TrainOnExecutors.class);

  /**
   * Trains and writes the model.
   *
   * @throws SemblanceException what the first rank to fail reported; usage or preflight, if
   *     training cannot start; terminated, if {@code stop} became true
   */
  public TrainResult execute() {
    Configuration hadoop = spark.sessionState().newHadoopConf();
    Map<String, float[]> values = InitialWeights.of(spec, hadoop);
    if (spec.train().epochs() == 0) {
      return untrained(values, hadoop);
    }
    Preflight.require(spark.sparkContext(), spec.train());
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    Broadcast<Map<String, float[]>> shared = context.broadcast(values);
    Broadcast<SerializableConfiguration> conf =
        context.broadcast(new SerializableConfiguration(hadoop));
    try {
      return attempts(context, shared, conf);
    } finally {
      shared.destroy();
      conf.destroy();
    }
  }

  private TrainResult attempts(
      JavaSparkContext context,
      Broadcast<Map<String, float[]>> values,
      Broadcast<SerializableConfiguration> conf) {
    TrainingAttempt attempt =
        new TrainingAttempt(
            context, new SecureRandom().nextLong(), spec, paths, conf, values, listener, stop);
    int most = spec.train().maxAttempts();
    for (int number = 1; ; number++) {
      try {
        return new TrainResult(
            attempt.run(number, number == 1 ? start : Start.RESUME), number, paths.model());
      } catch (SemblanceException failure) {
        throw failure;
      } catch (Exception lost) {
        if (number == most) {
          throw new SemblanceException(
              ExitCode.TRAINING,
              "training was lost %d times (%s): see the executors' logs, then continue with --resume"
                  .formatted(number, firstLine(lost)),
              lost);
        }
        LOG.warn(
            "attempt {} of {} was lost; going on from the last checkpoint", number, most, lost);
        Preflight.awaitSlots(context.sc(), spec.train().ranks());
      }
    }
  }

  /** Writes the initial values as the model. */
  private TrainResult untrained(Map<String, float[]> values, Configuration hadoop) {
    EmbeddingNet net = EmbeddingNet.of(spec.model(), spec.transform().side());
    Map<String, StoredTensor> tensors = new LinkedHashMap<>();
    for (NetTensor tensor : net.tensors()) {
      float[] value = values.getOrDefault(tensor.name(), new float[0]);
      tensors.put(tensor.name(), StoredTensor.of(tensor.shape(), value));
    }
    try {
      ModelFiles.write(
          new HadoopModelFolder(hadoop, paths.model()),
          ModelDescription.of(spec.name(), spec.model(), spec.transform()),
          new Safetensors(tensors, Map.of()));
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot write " + paths.model(), failure);
    }
    TrainOutcome outcome =
        new TrainOutcome(
            Ending.COMPLETED, Cursor.START, 0, Double.NaN, Map.of(), BestValidation.NONE, 0, 0);
    return new TrainResult(outcome, 1, paths.model());
  }

  private static String firstLine(Throwable failure) {
    return String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
  }
}
