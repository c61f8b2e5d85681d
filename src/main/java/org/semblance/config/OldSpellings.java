package org.semblance.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.semblance.config.Setting.Effect;

/**
 * Renames keys that a source has by a name of before, see {@link Setting#formerly}.
 *
 * @param warnings receives a sentence for each
 */
record OldSpellings(Problems problems, List<String> warnings) {

  /** {@code source}, whose tree changes, with the keys of today. */
  ConfigSource renamed(ConfigSource source, Class<?> type) {
    return renamed(source, source.tree(), List.of(new KeyPlace(type, Effect.RESULT)), "");
  }

  private ConfigSource renamed(
      ConfigSource source, ObjectNode group, List<KeyPlace> places, String path) {
    ConfigSource current = source;
    List<String> names = new ArrayList<>();
    group.fieldNames().forEachRemaining(names::add);
    for (String name : names) {
      String key = name;
      Optional<String> today =
          KeyPlace.within(places, name).isEmpty() ? today(places, name) : Optional.empty();
      if (today.isPresent()) {
        key = today.get();
        current = rename(current, group, path, name, key);
      }
      if (group.get(key) instanceof ObjectNode nested) {
        List<KeyPlace> within = KeyPlace.within(places, key);
        current = renamed(current, nested, within, ConfigSource.child(path, key));
      }
    }
    return current;
  }

  private static Optional<String> today(List<KeyPlace> places, String name) {
    return places.stream()
        .flatMap(KeyPlace::keys)
        .filter(key -> key.setting() != null && List.of(key.setting().formerly()).contains(name))
        .map(SettingKey::key)
        .findFirst();
  }

  private ConfigSource rename(
      ConfigSource source, ObjectNode group, String path, String old, String today) {
    String before = ConfigSource.child(path, old);
    String after = ConfigSource.child(path, today);
    String where = " (" + source.origin(before) + ")";
    JsonNode value = group.remove(old);
    if (group.has(today)) {
      problems.add(before + " is the old name of " + after + ", which is set as well" + where);
      return source;
    }
    group.set(today, value);
    warnings.add(before + " is now called " + after + where);
    Map<String, String> origins =
        source.origins().entrySet().stream()
            .collect(
                Collectors.toMap(
                    entry -> moved(entry.getKey(), before, after),
                    Map.Entry::getValue,
                    (first, second) -> first,
                    LinkedHashMap::new));
    return new ConfigSource(source.tree(), origins);
  }

  private static String moved(String path, String before, String after) {
    boolean within = path.equals(before) || path.startsWith(before + ".");
    return within ? after + path.substring(before.length()) : path;
  }
}
