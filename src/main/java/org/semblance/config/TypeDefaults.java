package org.semblance.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Groups {@code key-defaults}: where {@code key}, in the same group or in one within it, names a
 * {@code type}, the defaults of that type are laid under it. The innermost group counts.
 *
 * @param byKey the groups in force
 */
record TypeDefaults(Map<String, ObjectNode> byKey) {

  static final TypeDefaults NONE = new TypeDefaults(Map.of());

  private static final String SUFFIX = "-defaults";

  /** These and, before them, those that {@code group} has. */
  TypeDefaults within(ObjectNode group) {
    Map<String, ObjectNode> merged = new HashMap<>(byKey);
    for (Map.Entry<String, JsonNode> entry : group.properties()) {
      if (entry.getKey().endsWith(SUFFIX) && entry.getValue() instanceof ObjectNode byType) {
        merged.put(stem(entry.getKey()), byType);
      }
    }
    return new TypeDefaults(merged);
  }

  /** {@code chosen} over the defaults of {@code type} as a value of {@code key}. */
  ObjectNode under(String key, String type, ObjectNode chosen) {
    ObjectNode byType = byKey.get(key);
    if (byType != null && byType.get(type) instanceof ObjectNode defaults) {
      ObjectNode merged = defaults.deepCopy();
      ConfigMerge.overlay(merged, chosen);
      return merged;
    }
    return chosen;
  }

  /** The family that {@code name} has defaults for, if it is a group of defaults in a record. */
  static Optional<Class<?>> family(Class<?> record, String name) {
    return name.endsWith(SUFFIX)
        ? Optional.ofNullable(families(record).get(stem(name)))
        : Optional.empty();
  }

  /** The families within {@code record} by the key that holds one; a key means one family. */
  static Map<String, Class<?>> families(Class<?> record) {
    Map<String, Class<?>> families = new LinkedHashMap<>();
    collect(record, families, new HashSet<>());
    return families;
  }

  /** The same within {@code key}, which may hold one itself. */
  static Map<String, Class<?>> familiesOf(SettingKey key) {
    Map<String, Class<?>> families = new LinkedHashMap<>();
    visit(key.key(), key.type(), families, new HashSet<>());
    return families;
  }

  private static void collect(Class<?> record, Map<String, Class<?>> families, Set<Type> seen) {
    for (SettingKey key : SettingKey.of(record)) {
      visit(key.key(), key.type(), families, seen);
    }
  }

  private static void visit(String key, Type type, Map<String, Class<?>> families, Set<Type> seen) {
    Class<?> raw = KeyNames.rawType(type);
    if (type instanceof ParameterizedType) {
      visit(key, KeyNames.elementType(type), families, seen);
    } else if (KeyNames.isFamily(raw)) {
      families.putIfAbsent(key, raw);
      if (seen.add(raw)) {
        KeyNames.variants(raw).values().forEach(member -> collect(member, families, seen));
      }
    } else if (raw.isRecord() && seen.add(raw)) {
      collect(raw, families, seen);
    }
  }

  /** Whether {@code path} leads into a group of defaults. */
  static boolean isWithin(String path) {
    return path.contains(SUFFIX);
  }

  private static String stem(String name) {
    return name.substring(0, name.length() - SUFFIX.length());
  }
}
