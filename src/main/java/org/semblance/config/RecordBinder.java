package org.semblance.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.POJONode;
import java.lang.reflect.Array;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Builds settings records from a tree of keys, innermost first, and collects every problem on the
 * way: unknown keys, missing keys, wrong types, and what the records' constructors refuse.
 */
public final class RecordBinder {

  private final ConfigSource source;
  private final Problems problems;
  private final Set<String> knownPaths;
  private final String file;

  /**
   * A binder of the keys of {@code source}.
   *
   * @param knownPaths every path there is, to say where a misplaced key belongs
   * @param file where a user would add a missing key
   */
  public RecordBinder(ConfigSource source, Set<String> knownPaths, String file, Problems problems) {
    this.source = source;
    this.knownPaths = knownPaths;
    this.file = file;
    this.problems = problems;
  }

  /** The value of {@code type} in {@code node}, or null if a problem was added. */
  public @Nullable Object bind(JsonNode node, Type declared, String path) {
    Class<?> type = KeyNames.rawType(declared);
    if (node instanceof POJONode given && type.isInstance(given.getPojo())) {
      return given.getPojo();
    }
    if (type.isRecord()) {
      return record(node, type, path);
    }
    if (KeyNames.isFamily(type)) {
      return family(node, type, path);
    }
    if (type == List.class) {
      return list(node, KeyNames.elementType(declared), path);
    }
    if (type == Map.class) {
      return map(node, KeyNames.elementType(declared), path);
    }
    if (type.isArray()) {
      return array(node, type.getComponentType(), path);
    }
    Object value = ScalarBinder.bind(node, type);
    return value == null ? wrong(path, ScalarBinder.description(type), node) : value;
  }

  @Nullable Object record(JsonNode node, Class<?> type, String path) {
    if (!(node instanceof ObjectNode group)) {
      return wrong(path, "a group of keys", node);
    }
    Map<String, RecordComponent> components = KeyNames.components(type);
    int before = problems.count();
    group.fieldNames().forEachRemaining(key -> refuseUnknown(components.keySet(), path, key));
    List<@Nullable Object> arguments = new ArrayList<>();
    components.forEach((key, component) -> arguments.add(component(group, key, component, path)));
    Settings.violations(type, arguments)
        .forEach(
            (key, sentence) ->
                problems.add(
                    ConfigSource.child(path, sentence) + where(ConfigSource.child(path, key))));
    return problems.count() > before
        ? null
        : RecordConstruction.of(type, arguments, message -> refused(path, components, message));
  }

  private @Nullable Object component(
      ObjectNode group, String key, RecordComponent component, String path) {
    JsonNode value = group.get(key);
    String child = ConfigSource.child(path, key);
    if (value != null && !value.isNull()) {
      return bind(value, component.getGenericType(), child);
    }
    if (!component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
      problems.add(
          child + " is required: set it in " + file + " or with --set " + child + "=VALUE");
    }
    return null;
  }

  /** A member by its name and keys; its name alone stands for a group without other keys. */
  private @Nullable Object family(JsonNode node, Class<?> type, String path) {
    Family family = new Family(type);
    if (node.isTextual()) {
      ObjectNode none = JsonNodeFactory.instance.objectNode();
      return member(family, node.textValue(), path, none, path);
    }
    if (!(node instanceof ObjectNode group)) {
      return wrong(path, "a group of keys with a " + family.key(), node);
    }
    ObjectNode rest = group.deepCopy();
    rest.remove(family.key());
    String name = group.path(family.key()).asText("");
    return member(family, name, ConfigSource.child(path, family.key()), rest, path);
  }

  private @Nullable Object member(
      Family family, String name, String named, ObjectNode keys, String path) {
    Class<?> member;
    try {
      member = family.member(name);
    } catch (IllegalArgumentException none) {
      problems.add(named + " " + none.getMessage() + where(named));
      return null;
    }
    return family.builtIn().containsValue(member)
        ? record(keys, member, path)
        : foreign(keys, member, path);
  }

  /** A member that is not ours: whatever it throws while it is made is no defect of ours either. */
  private @Nullable Object foreign(ObjectNode keys, Class<?> member, String path) {
    try {
      return record(keys, member, path);
    } catch (RuntimeException | LinkageError broken) {
      Throwable cause = broken.getCause() == null ? broken : broken.getCause();
      problems.add(
          "%s: the class %s cannot be made of these keys (%s)%s"
              .formatted(path, member.getName(), cause, where(path)));
      return null;
    }
  }

  private @Nullable Object list(JsonNode node, Type element, String path) {
    if (!(node instanceof ArrayNode items)) {
      return wrong(path, "a list", node);
    }
    List<@Nullable Object> values = new ArrayList<>();
    for (JsonNode item : items) {
      values.add(bind(item, element, path + "[" + values.size() + "]"));
    }
    return values.contains(null) ? null : List.copyOf(values);
  }

  private @Nullable Object array(JsonNode node, Type element, String path) {
    if (!(list(node, element, path) instanceof List<?> values)) {
      return null;
    }
    Object array = Array.newInstance(KeyNames.rawType(element), values.size());
    for (int i = 0; i < values.size(); i++) {
      Array.set(array, i, values.get(i));
    }
    return array;
  }

  private @Nullable Object map(JsonNode node, Type element, String path) {
    if (!(node instanceof ObjectNode group)) {
      return wrong(path, "a group of keys", node);
    }
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    group
        .properties()
        .forEach(
            entry ->
                values.put(
                    entry.getKey(),
                    bind(entry.getValue(), element, ConfigSource.child(path, entry.getKey()))));
    return values.containsValue(null) ? null : values;
  }

  private @Nullable Object wrong(String path, String wanted, JsonNode got) {
    String found =
        got.isMissingNode() || got.isNull() ? "nothing" : SourceText.plain(got).toString();
    problems.add(path + " must be " + wanted + ", got " + found + where(path));
    return null;
  }

  private void refuseUnknown(Set<String> known, String path, String key) {
    if (known.contains(key)) {
      return;
    }
    String full = ConfigSource.child(path, key);
    Optional<String> sibling =
        NearestName.among(known, key).map(near -> ConfigSource.child(path, near));
    String hint =
        sibling
            .or(() -> elsewhere(key, full))
            .map(near -> "did you mean " + near + "?")
            .orElse("known here: " + String.join(", ", known));
    problems.add("unknown key " + full + where(full) + ": " + hint);
  }

  private Optional<String> elsewhere(String key, String here) {
    return knownPaths.stream()
        .filter(known -> known.endsWith("." + key) && !known.equals(here))
        .findFirst();
  }

  /** Names the offending key in full where the constructor's message starts with a component. */
  private void refused(String path, Map<String, RecordComponent> components, String message) {
    String subject = message.split("[^A-Za-z0-9-]", 2)[0];
    String child = ConfigSource.child(path, KeyNames.key(subject));
    if (components.containsKey(KeyNames.key(subject))) {
      problems.add(child + message.substring(subject.length()) + where(child));
    } else {
      problems.add((path.isEmpty() ? "" : path + ": ") + message + where(path));
    }
  }

  private String where(String path) {
    return " (" + source.origin(path) + ")";
  }
}
