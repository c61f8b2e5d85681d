package org.semblance.training;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.spark.SparkContext;
import org.semblance.exchange.NetworkSecurity;
import org.semblance.fault.SemblanceException;
import org.semblance.train.settings.TrainSettings;
import org.semblance.train.settings.TrainSettings.ExchangeSettings;
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
    settingsThatMustBeOff().forEach(key -> requireOff(spark, key));
    requireRanks(spark, settings);
  }

  /** Keys that must be false while training. */
  public static List<String> settingsThatMustBeOff() {
    return OFF.keySet().stream().sorted().toList();
  }

  /**
   * Refuses one of {@link #settingsThatMustBeOff} that is on.
   *
   * @throws SemblanceException preflight
   */
  public static void requireOff(SparkContext spark, String key) {
    if (spark.conf().getBoolean(key, false)) {
      throw SemblanceException.preflight(
          "%s must be false while training, got true: %s; add --conf %s=false"
              .formatted(key, OFF.get(key), key));
    }
  }

  /**
   * Checks that the ranks may talk to each other, and waits for their slots.
   *
   * @throws SemblanceException preflight, if they may not or the slots do not appear
   */
  public static void requireRanks(SparkContext spark, TrainSettings settings) {
    if (settings.ranks() > 1) {
      requireExecutors(spark, settings.ranks());
      requireAuthentication(spark, settings.exchange());
    }
    awaitSlots(spark, settings.ranks());
  }

  /**
   * Waits for {@code ranks} free slots.
   *
   * @throws SemblanceException preflight, if they do not appear
   */
  static void awaitSlots(SparkContext spark, int ranks) {
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

  private static void requireExecutors(SparkContext spark, int ranks) {
    if (spark.isLocal()) {
      throw SemblanceException.preflight(
          "train.ranks is %d but --master %s has no executors: set train.ranks to 1, or use a cluster, here --master 'local-cluster[%d,1,3072]'"
              .formatted(ranks, spark.master(), ranks));
    }
  }

  private static void requireAuthentication(SparkContext spark, ExchangeSettings exchange) {
    if (spark.conf().getBoolean(NetworkSecurity.AUTHENTICATE, false)) {
      return;
    }
    if (exchange.requireAuthentication()) {
      throw SemblanceException.preflight(
          "spark.authenticate is false: anyone who reaches an executor could send gradients; add"
              + " --conf spark.authenticate=true, or set train.exchange.require-authentication to"
              + " false");
    }
    LOG.warn("gradients travel without authentication: spark.authenticate is false");
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
