package org.semblance.stage;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.spark.SparkConf;
import org.semblance.experiment.ExperimentConfig;
import org.semblance.fault.ExitCode;
import org.semblance.fault.SemblanceException;

/**
 * What stands in the way of stages, as far as the configuration and Spark's settings alone show it:
 * told before the first stage, all of it together.
 */
public final class Obstacles {

  private static final String SERIALIZER = "spark.serializer";
  private static final String JAVA_SERIALIZER = "org.apache.spark.serializer.JavaSerializer";
  private static final String EXECUTOR_MEMORY = "spark.executor.memory";

  /** Workers, cores of each, MiB of each. */
  private static final Pattern LOCAL_CLUSTER =
      Pattern.compile("local-cluster\\[\\s*\\d+\\s*,\\s*\\d+\\s*,\\s*(\\d+)\\s*]");

  private Obstacles() {}

  /** Whatever rules out {@code stages}; empty if nothing does. */
  public static List<SemblanceException> of(
      List<Stage> stages, ExperimentConfig config, SparkConf spark) {
    List<SemblanceException> found = new ArrayList<>(of(spark));
    stages.forEach(stage -> found.addAll(stage.obstacles(config, spark)));
    Set<String> told = new HashSet<>();
    found.removeIf(obstacle -> !told.add(String.valueOf(obstacle.getMessage())));
    return found;
  }

  /** What rules out any stage. */
  public static List<SemblanceException> of(SparkConf spark) {
    List<SemblanceException> found = new ArrayList<>();
    String serializer = spark.get(SERIALIZER, JAVA_SERIALIZER);
    if (!serializer.equals(JAVA_SERIALIZER)) {
      found.add(
          SemblanceException.preflight(
              "%s must be left at its default, got %s: it cannot carry the records that travel between processes; take out --conf %s"
                  .formatted(SERIALIZER, serializer, SERIALIZER)));
    }
    tooLittleMemory(spark).ifPresent(found::add);
    return found;
  }

  /**
   * Ends the job if anything was found.
   *
   * @throws SemblanceException with all sentences; usage if one of them is about the configuration
   */
  public static void refuse(List<SemblanceException> found) {
    if (found.isEmpty()) {
      return;
    }
    if (found.size() == 1) {
      throw found.get(0);
    }
    boolean usage = found.stream().anyMatch(one -> one.exitCode() == ExitCode.USAGE);
    throw new SemblanceException(
        usage ? ExitCode.USAGE : ExitCode.PREFLIGHT,
        found.stream()
            .map(SemblanceException::getMessage)
            .collect(
                Collectors.joining("\n  ", found.size() + " things stand in the way:\n  ", "")));
  }

  /** The sentence of what {@code requirement} throws, if it does. */
  static Optional<SemblanceException> unless(Runnable requirement) {
    try {
      requirement.run();
      return Optional.empty();
    } catch (SemblanceException refusal) {
      return Optional.of(refusal);
    }
  }

  private static Optional<SemblanceException> tooLittleMemory(SparkConf spark) {
    Matcher master = LOCAL_CLUSTER.matcher(spark.get("spark.master", ""));
    if (!master.matches()) {
      return Optional.empty();
    }
    long wanted = spark.getSizeAsMb(EXECUTOR_MEMORY, "1g");
    long there = Long.parseLong(master.group(1));
    return wanted <= there
        ? Optional.empty()
        : Optional.of(
            SemblanceException.preflight(
                "%s is %d MiB but the workers of --master %s have %d: no executor would start; raise the last number or lower --executor-memory"
                    .formatted(EXECUTOR_MEMORY, wanted, spark.get("spark.master"), there)));
  }
}
