package org.semblance.training;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.semblance.exchange.NetworkSecurity;
import org.semblance.fault.SemblanceException;
import org.semblance.train.settings.TrainSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the cluster can run a process group; what cannot be mended by waiting is refused at once.
 */
public final class Preflight {

  private static final Logger LOG = LoggerFactory.getLogger(Preflight.class);
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final long PAUSE_MILLIS = 500;

  /** Settings that rule out a process group, and why. */
  private static final Map<String, String> OFF =
      Map.of(
          "spark.speculation", "a second copy of a rank would train on its own",
          "spark.dynamicAllocation.enabled",
              "a process group needs all its executors all the time");

  private Preflight() {}

  /**
   * Checks the session's settings and waits for free slots.
   *
   * @throws SemblanceException preflight, if the settings rule out a process group or the slots do
   *     not appear
   */
  static void require(SparkContext spark, TrainSettings settings) {
    obstacles(spark.conf(), settings).stream()
        .findFirst()
        .ifPresent(
            obstacle -> {
              throw obstacle;
            });
    if (settings.ranks() > 1 && !isAuthenticated(spark.conf())) {
      LOG.warn("gradients travel without authentication: spark.authenticate is false");
    }
    awaitSlots(spark, settings.ranks());
  }

  /** What of Spark's settings rules out a process group for {@code settings}. */
  public static List<SemblanceException> obstacles(SparkConf spark, TrainSettings settings) {
    List<SemblanceException> found = new ArrayList<>();
    settingsThatMustBeOff().forEach(key -> on(spark, key).ifPresent(found::add));
    if (settings.ranks() > 1) {
      String master = spark.get("spark.master", "");
      if (master.equals("local") || master.startsWith("local[")) {
        found.add(
            SemblanceException.preflight(
                "train.ranks is %d but --master %s has no executors: set train.ranks to 1, or use a cluster, here --master 'local-cluster[%d,1,3072]'"
                    .formatted(settings.ranks(), master, settings.ranks())));
      } else if (settings.exchange().requireAuthentication() && !isAuthenticated(spark)) {
        found.add(
            SemblanceException.preflight(
                "spark.authenticate is false: anyone who reaches an executor could send gradients;"
                    + " add --conf spark.authenticate=true, or set"
                    + " train.exchange.require-authentication to false"));
      }
    }
    return found;
  }

  /** What to say of one of {@link #settingsThatMustBeOff} if it is on. */
  public static Optional<SemblanceException> on(SparkConf spark, String key) {
    return spark.getBoolean(key, false)
        ? Optional.of(
            SemblanceException.preflight(
                "%s must be false while training, got true: %s; add --conf %s=false"
                    .formatted(key, OFF.get(key), key)))
        : Optional.empty();
  }

  private static boolean isAuthenticated(SparkConf spark) {
    return spark.getBoolean(NetworkSecurity.AUTHENTICATE, false);
  }

  /** Keys that must be false while training. */
  public static List<String> settingsThatMustBeOff() {
    return OFF.keySet().stream().sorted().toList();
  }

  /**
   * Waits for {@code ranks} free slots.
   *
   * @throws SemblanceException preflight, if they do not appear
   */
  public static void awaitSlots(SparkContext spark, int ranks) {
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

  private static int slots(SparkContext spark) {
    return spark.maxNumConcurrentTasks(RankSlot.of(spark));
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
