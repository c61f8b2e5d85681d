package org.semblance.experiment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.semblance.config.ConfigMerge;
import org.semblance.config.ConfigSource;
import org.semblance.config.KeyNames;
import org.semblance.config.Problems;
import org.semblance.config.RecordBinder;
import org.semblance.config.YamlSource;
import org.semblance.fault.SemblanceException;

/**
 * Loads a configuration: {@code base.yaml}, over it the experiment's file, over that the {@code
 * --set} overrides, merged as trees and then bound to records.
 */
public final class ConfigLoader {

  private static final String NO_FILE = "a file given with --config";

  private ConfigLoader() {}

  /**
   * The experiment of {@code file}.
   *
   * @param file path or URI of the experiment's YAML; null for base and overrides alone
   * @param overrides {@code key.path=value} each; the value is YAML
   * @throws SemblanceException usage, naming every unknown key, missing key and wrong value
   */
  public static LoadedConfig<ExperimentConfig> load(@Nullable String file, List<String> overrides) {
    return load(
        ExperimentConfig.class,
        new ConfigText("base.yaml", ConfigText.bundled("base.yaml")),
        file == null ? null : ConfigText.read(file),
        overrides);
  }

  /** The same for any base and any record. */
  static <T> LoadedConfig<T> load(
      Class<T> type, ConfigText base, @Nullable ConfigText file, List<String> overrides) {
    Problems problems = new Problems();
    ConfigSource merged = YamlSource.read(base.name(), base.content(), problems);
    ObjectNode defaults = merged.tree().deepCopy();
    if (file != null) {
      ConfigSource experiment = YamlSource.read(file.name(), file.content(), problems);
      new UnknownDefaults(experiment, problems).refuse(defaults);
      ConfigMerge.overlay(merged, experiment);
    }
    for (String override : overrides) {
      ConfigSource single = override(override, problems);
      new UnknownDefaults(single, problems).refuse(defaults);
      ConfigMerge.overlay(merged, single);
    }
    ConfigMerge.applyTypeDefaults(merged.tree());
    RecordBinder binder =
        new RecordBinder(
            merged, KeyNames.paths(type), file == null ? NO_FILE : file.name(), problems);
    Object config = binder.bind(merged.tree(), type, "");
    problems.throwIfAny();
    return new LoadedConfig<>(Objects.requireNonNull(type.cast(config)), merged.tree());
  }

  private static ConfigSource override(String text, Problems problems) {
    int equals = text.indexOf('=');
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    Map<String, String> origins = new LinkedHashMap<>();
    if (equals < 1) {
      problems.add("--set must be given key=value, got \"" + text + "\"");
      return new ConfigSource(tree, origins);
    }
    String path = text.substring(0, equals).strip();
    String name = "--set " + path;
    JsonNode value = YamlSource.value(name, text.substring(equals + 1), problems);
    String[] keys = path.split("\\.", -1);
    ObjectNode group = tree;
    for (int i = 0; i < keys.length - 1; i++) {
      group = group.putObject(keys[i]);
    }
    group.set(keys[keys.length - 1], value);
    origins.put(path, "--set");
    return new ConfigSource(tree, origins);
  }
}
