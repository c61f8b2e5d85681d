package org.semblance.jobs;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.semblance.config.ConfigLoader;
import org.semblance.config.ExperimentConfig;
import org.semblance.config.LoadedConfig;
import picocli.CommandLine.Option;

/** Which configuration. */
final class ConfigOptions {

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "the experiment: what differs from conf/base.yaml")
  @Nullable String file;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "overrides one key, e.g. --set train.epochs=3; repeatable")
  List<String> overrides = new ArrayList<>();

  LoadedConfig<ExperimentConfig> load() {
    return ConfigLoader.load(file, overrides);
  }
}
