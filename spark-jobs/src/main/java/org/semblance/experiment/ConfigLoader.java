package org.semblance.experiment;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.semblance.config.LoadedConfig;
import org.semblance.config.SettingsLoader;
import org.semblance.fault.SemblanceException;

/** Loads the configuration of an experiment. */
public final class ConfigLoader {

  private ConfigLoader() {}

  /**
   * The experiment of {@code file}.
   *
   * @param file path or URI of the experiment's YAML; null for defaults and overrides alone
   * @param overrides {@code key.path=value} each
   * @throws SemblanceException usage, naming every unknown key, missing key and wrong value
   */
  public static LoadedConfig<ExperimentConfig> load(@Nullable String file, List<String> overrides) {
    return SettingsLoader.load(
        ExperimentConfig.class, file == null ? null : ConfigFile.read(file), overrides);
  }
}
