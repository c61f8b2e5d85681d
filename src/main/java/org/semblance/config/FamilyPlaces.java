package org.semblance.config;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Where the members of each family are listed: in the innermost group that has all its uses, after
 * the last key with one.
 */
final class FamilyPlaces {

  private final Set<Class<?>> placed = new HashSet<>();
  private final Map<SettingKey, Map<String, Class<?>>> after = new HashMap<>();

  private FamilyPlaces() {}

  static FamilyPlaces of(Class<?> record) {
    FamilyPlaces places = new FamilyPlaces();
    places.place(record);
    return places;
  }

  /** The families to list after {@code key}, by the name of their keys. */
  Map<String, Class<?>> after(SettingKey key) {
    return after.getOrDefault(key, Map.of());
  }

  private void place(Class<?> record) {
    List<SettingKey> keys = SettingKey.of(record);
    TypeDefaults.families(record)
        .forEach(
            (name, family) -> {
              List<SettingKey> users = keys.stream().filter(key -> uses(key, family)).toList();
              SettingKey last = users.get(users.size() - 1);
              boolean deeper = users.size() == 1 && last.rawType().isRecord();
              if (!deeper && placed.add(family)) {
                after.computeIfAbsent(last, key -> new LinkedHashMap<>()).put(name, family);
              }
            });
    keys.stream().map(SettingKey::rawType).filter(Class::isRecord).forEach(this::place);
  }

  private static boolean uses(SettingKey key, Class<?> family) {
    return TypeDefaults.familiesOf(key).containsValue(family);
  }
}
