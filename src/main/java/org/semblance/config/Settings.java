package org.semblance.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.semblance.fault.SemblanceException;

/**
 * Builds a settings record by the names of its keys, with the defaults for the others:
 *
 * <pre>{@code
 * TrainSettings settings =
 *     Settings.of(TrainSettings.class).with("seed", 1).with("schedule.type", "cosine").build();
 * }</pre>
 *
 * <p>Settings records call {@link #check} first in their constructors, so that the ranges that
 * {@link Setting} states hold however a record was made.
 */
public final class Settings<T extends Record> {

  private static final JsonMapper SCALARS = new JsonMapper();

  private final Class<T> type;
  private final ObjectNode tree;

  private Settings(Class<T> type, ObjectNode tree) {
    this.type = type;
    this.tree = tree;
  }

  /** Settings of {@code type}, nothing set. */
  public static <T extends Record> Settings<T> of(Class<T> type) {
    return new Settings<>(type, JsonNodeFactory.instance.objectNode());
  }

  /** The settings of {@code record}, to change some of them. */
  @SuppressWarnings("unchecked")
  public static <T extends Record> Settings<T> from(T record) {
    return new Settings<>((Class<T>) record.getClass(), group(record));
  }

  /**
   * Sets a key.
   *
   * @param path dotted, as in a file
   * @param value a number, truth value, text or enum constant, a settings record, or a list of
   *     these
   */
  public Settings<T> with(String path, Object value) {
    ObjectNode overlay = JsonNodeFactory.instance.objectNode();
    ConfigSource.put(overlay, path, node(value));
    ConfigMerge.overlay(tree, overlay);
    return this;
  }

  /**
   * The record.
   *
   * @throws SemblanceException usage, naming every unknown key, missing key and wrong value
   */
  public T build() {
    return SettingsLoader.bind(type, tree).config();
  }

  /**
   * Checks the ranges that the components of {@code type} state.
   *
   * @param components all of them, in their order
   * @throws IllegalArgumentException naming the key of the first that is out of its range
   */
  public static void check(Class<? extends Record> type, @Nullable Object... components) {
    violations(type, Arrays.asList(components))
        .values()
        .forEach(
            sentence -> {
              throw new IllegalArgumentException(sentence);
            });
  }

  /** What is out of its range: sentences by key. */
  static Map<String, String> violations(Class<?> type, List<@Nullable Object> components) {
    List<SettingKey> keys = SettingKey.of(type);
    if (keys.size() != components.size()) {
      throw new IllegalArgumentException(
          type + " has " + keys.size() + " components, got " + components.size());
    }
    Map<String, String> violations = new LinkedHashMap<>();
    for (int i = 0; i < keys.size(); i++) {
      SettingKey key = keys.get(i);
      violation(key.key(), key.range(), components.get(i))
          .ifPresent(sentence -> violations.put(key.key(), sentence));
    }
    return violations;
  }

  private static Optional<String> violation(String key, Range range, @Nullable Object value) {
    if (value instanceof List<?> items) {
      return IntStream.range(0, items.size())
          .mapToObj(i -> violation(key + "[" + i + "]", range, items.get(i)))
          .flatMap(Optional::stream)
          .findFirst();
    }
    return !(value instanceof Number number) || range.holds(number.doubleValue())
        ? Optional.empty()
        : Optional.of(key + " must be " + range.condition() + ", got " + value);
  }

  /** A record as a tree: groups as groups, members of families as they are. */
  private static ObjectNode group(Record record) {
    ObjectNode group = JsonNodeFactory.instance.objectNode();
    for (SettingKey key : SettingKey.of(record.getClass())) {
      Object value = key.valueIn(record);
      group.set(
          key.key(),
          value instanceof Record nested && key.rawType().isRecord() ? group(nested) : node(value));
    }
    return group;
  }

  private static JsonNode node(@Nullable Object value) {
    if (value instanceof List<?> items) {
      ArrayNode array = JsonNodeFactory.instance.arrayNode();
      items.forEach(item -> array.add(node(item)));
      return array;
    }
    if (value instanceof String text) {
      return JsonNodeFactory.instance.textNode(text);
    }
    if (value instanceof Record || value instanceof Enum) {
      return JsonNodeFactory.instance.pojoNode(value);
    }
    return SCALARS.valueToTree(value);
  }
}
