package org.semblance.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which experiment, where, and how to go on from what is there. */
final class JobOptions {

  @Mixin ConfigOptions config = new ConfigOptions();

  @Option(
      names = "--run-dir",
      paramLabel = "DIR",
      description = "where everything is written, a path or a Hadoop URI; default runs/NAME")
  @Nullable String runDir;

  @Option(names = "--resume", description = "continue a training that was cut off")
  boolean resume;

  @Option(
      names = "--from",
      paramLabel = "STAGE",
      description = "execute this stage and those after it again")
  @Nullable String from;

  @Option(
      names = "--require",
      paramLabel = "METRIC=LEAST",
      description = "end with code 7 below this, e.g. --require recall@1=0.8; repeatable")
  Map<String, Double> required = new LinkedHashMap<>();

  @Option(
      names = "--dry-run",
      description = "check the configuration, print what would be done, start nothing")
  boolean dryRun;

  @Option(names = "--quiet", description = "show only the result and what goes wrong")
  boolean quiet;
}
