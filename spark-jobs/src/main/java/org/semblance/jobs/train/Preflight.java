package org.semblance.jobs.train;

import java.time.Duration;
import org.apache.spark.SparkContext;
import org.apache.spark.resource.ResourceProfile;
import org.semblance.fault.SemblanceException;

/** Whether the cluster can run a gang; what cannot be mended by waiting is refused at once. */
final class Preflight {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final long PAUSE_MILLIS = 500;

  private Preflight() {}

  /**
   * Waits for {@code ranks} free slots.
   *
   * @throws SemblanceException preflight, if the session's settings rule out a gang or the slots do
   *     not appear
   */
  static void require(SparkContext spark, int ranks) {
    refuse(spark, "spark.speculation", "a second copy of a rank would train on its own");
    refuse(spark, "spark.dynamicAllocation.enabled", "a gang needs all its executors all the time");
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (slots(spark) < ranks) {
      if (System.nanoTime() > deadline) {
        throw SemblanceException.preflight(
            "train.ranks needs %d slots, the cluster has %d after %d s: give the application more executors or set train.ranks to %d"
                .formatted(ranks, slots(spark), PATIENCE.toSeconds(), Math.max(1, slots(spark))));
      }
      pause();
    }
  }

  private static void refuse(SparkContext spark, String key, String reason) {
    if (spark.conf().getBoolean(key, false)) {
      throw SemblanceException.preflight(
          key
              + " must be false while training, got true: "
              + reason
              + "; add --conf "
              + key
              + "=false");
    }
  }

  private static int slots(SparkContext spark) {
    ResourceProfile profile = spark.resourceProfileManager().defaultResourceProfile();
    return spark.maxNumConcurrentTasks(profile);
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException failure) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for executors", failure);
    }
  }
}
