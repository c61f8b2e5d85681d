package org.semblance.cli;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.semblance.config.LoadedConfig;
import org.semblance.experiment.ConfigLoader;
import org.semblance.experiment.ExperimentConfig;
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

  private @Nullable String nameWithoutTraining;

  /**
   * Lets the keys without default be absent that only matter to training.
   *
   * @param name of the experiment, unless the configuration has one
   */
  void withoutTraining(String name) {
    nameWithoutTraining = name;
  }

  LoadedConfig<ExperimentConfig> load() {
    List<String> all = new ArrayList<>();
    if (nameWithoutTraining != null && file == null) {
      all.addAll(List.of("name=" + nameWithoutTraining, "train.seed=0"));
    }
    all.addAll(overrides);
    LoadedConfig<ExperimentConfig> loaded = ConfigLoader.load(file, all);
    loaded.warnings().forEach(warning -> System.err.println("warning: " + warning));
    return loaded;
  }
}
