package org.semblance.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.semblance.fault.SemblanceException;

/**
 * Loads settings: the defaults that the records state, over them a file, over that the {@code
 * --set} overrides, merged as trees and then bound to records.
 */
public final class SettingsLoader {

  private static final String NO_FILE = "a file given with --config";

  private SettingsLoader() {}

  /**
   * Settings of {@code type}.
   *
   * @param file what differs from the defaults; null for nothing
   * @param overrides {@code key.path=value} each; a key that is a text takes the value as it is,
   *     any other reads it as YAML
   * @throws SemblanceException usage, naming every unknown key, missing key and wrong value
   */
  public static <T> LoadedConfig<T> load(
      Class<T> type, @Nullable ConfigText file, List<String> overrides) {
    Problems problems = new Problems();
    List<String> warnings = new ArrayList<>();
    OldSpellings spellings = new OldSpellings(problems, warnings);
    List<ConfigSource> overlays = new ArrayList<>();
    if (file != null) {
      overlays.add(YamlSource.read(file.name(), file.content(), problems));
    }
    overrides.forEach(override -> overlays.add(override(override, type, problems)));
    ConfigSource merged = new ConfigSource(Defaults.of(type), new LinkedHashMap<>());
    for (ConfigSource overlay : overlays) {
      ConfigSource today = spellings.renamed(overlay, type);
      refuseUnknownDefaults(today, type, problems);
      ConfigMerge.overlay(merged, today);
    }
    return bind(type, merged, file == null ? NO_FILE : file.name(), problems, warnings);
  }

  /** Settings of {@code type} with the keys of {@code tree} over the defaults. */
  static <T> LoadedConfig<T> bind(Class<T> type, ObjectNode tree) {
    return bind(type, new ConfigSource(tree, Map.of()), NO_FILE, new Problems(), new ArrayList<>());
  }

  private static <T> LoadedConfig<T> bind(
      Class<T> type, ConfigSource source, String file, Problems problems, List<String> warnings) {
    ConfigSource whole = new ConfigSource(Completion.of(source.tree(), type), source.origins());
    RecordBinder binder = new RecordBinder(whole, KeyNames.paths(type), file, problems);
    Object config = binder.bind(whole.tree(), type, "");
    problems.throwIfAny();
    return new LoadedConfig<>(
        Objects.requireNonNull(type.cast(config)), whole.tree(), List.copyOf(warnings));
  }

  private static ConfigSource override(String text, Class<?> type, Problems problems) {
    int equals = text.indexOf('=');
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    if (equals < 1) {
      problems.add("--set must be given key=value, got \"" + text + "\"");
      return new ConfigSource(tree, Map.of());
    }
    String path = text.substring(0, equals).strip();
    ConfigSource.put(tree, path, value(path, text.substring(equals + 1), type, problems));
    return new ConfigSource(tree, Map.of(path, "--set"));
  }

  private static JsonNode value(String path, String text, Class<?> type, Problems problems) {
    boolean isText =
        KeyPlace.of(type, path).stream()
            .map(KeyPlace::rawType)
            .anyMatch(wanted -> wanted == String.class || wanted.isEnum());
    return isText
        ? new SourceText(text, JsonNodeFactory.instance.textNode(text))
        : YamlSource.value("--set " + path, text, problems);
  }

  /**
   * Groups {@code *-defaults} are not bound to records: what no record knows there is unknown, and
   * taken out of {@code source}.
   */
  private static void refuseUnknownDefaults(ConfigSource source, Class<?> type, Problems problems) {
    List<KeyPlace> root = List.of(new KeyPlace(type, Setting.Effect.RESULT));
    refuseUnknownDefaults(source, source.tree(), root, "", problems);
  }

  private static void refuseUnknownDefaults(
      ConfigSource source,
      ObjectNode group,
      List<KeyPlace> places,
      String path,
      Problems problems) {
    for (Map.Entry<String, JsonNode> entry : List.copyOf(group.properties())) {
      String child = ConfigSource.child(path, entry.getKey());
      List<KeyPlace> within = KeyPlace.within(places, entry.getKey());
      if (within.isEmpty() && TypeDefaults.isWithin(child)) {
        problems.add("unknown key " + child + " (" + source.origin(child) + ")");
        group.remove(entry.getKey());
      } else if (entry.getValue() instanceof ObjectNode nested) {
        refuseUnknownDefaults(source, nested, within, child, problems);
      }
    }
  }
}
