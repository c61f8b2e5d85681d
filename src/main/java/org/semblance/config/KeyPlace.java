package org.semblance.config;

import java.lang.reflect.Type;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.semblance.config.Setting.Effect;

/**
 * What a dotted path can mean: families allow several answers, one per member that has the key.
 *
 * @param type of the values there
 * @param effect of the key, or of a group around it where that has less
 */
record KeyPlace(Type type, Effect effect) {

  /** Groups of defaults by the member of a family. */
  private record Members(Class<?> family) implements Type {}

  /** The class behind the type. */
  Class<?> rawType() {
    return type instanceof Members ? Object.class : KeyNames.rawType(type);
  }

  /** What changes where {@code path} does: the most of all its meanings. */
  static Effect effect(Class<?> root, String path) {
    return of(root, path).stream()
        .map(KeyPlace::effect)
        .max(Comparator.naturalOrder())
        .orElse(Effect.RESULT);
  }

  /** All meanings of {@code path} below {@code root}; none if there is no such key. */
  static List<KeyPlace> of(Class<?> root, String path) {
    List<KeyPlace> places = List.of(new KeyPlace(root, Effect.RESULT));
    for (String step : path.split("\\.|(?=\\[)", -1)) {
      places = within(places, step);
    }
    return places;
  }

  /** All meanings of {@code step} at {@code places}. */
  static List<KeyPlace> within(List<KeyPlace> places, String step) {
    return places.stream().flatMap(place -> place.within(step).stream()).toList();
  }

  /** The keys that a group here can have. */
  Stream<SettingKey> keys() {
    Class<?> raw = rawType();
    if (KeyNames.isFamily(raw)) {
      return KeyNames.variants(raw).values().stream().flatMap(m -> SettingKey.of(m).stream());
    }
    return raw.isRecord() ? SettingKey.of(raw).stream() : Stream.empty();
  }

  private List<KeyPlace> within(String step) {
    if (type instanceof Members members) {
      return new Family(members.family())
          .find(step)
          .map(member -> List.of(new KeyPlace(member, effect)))
          .orElse(List.of());
    }
    Class<?> raw = KeyNames.rawType(type);
    if (raw == List.class || raw == Map.class) {
      return List.of(new KeyPlace(KeyNames.elementType(type), effect));
    }
    if (raw.isArray()) {
      return List.of(new KeyPlace(raw.getComponentType(), effect));
    }
    if (KeyNames.isFamily(raw)) {
      return inFamily(raw, step);
    }
    return raw.isRecord() ? inRecord(raw, step) : List.of();
  }

  private List<KeyPlace> inFamily(Class<?> family, String step) {
    if (step.equals(new Family(family).key())) {
      return List.of(new KeyPlace(String.class, effect));
    }
    return KeyNames.variants(family).values().stream()
        .flatMap(member -> inRecord(member, step).stream())
        .toList();
  }

  private List<KeyPlace> inRecord(Class<?> record, String step) {
    for (SettingKey key : SettingKey.of(record)) {
      if (key.key().equals(step)) {
        Effect least = key.effect().compareTo(effect) < 0 ? key.effect() : effect;
        return List.of(new KeyPlace(key.type(), least));
      }
    }
    return TypeDefaults.family(record, step)
        .map(family -> List.of(new KeyPlace(new Members(family), effect)))
        .orElse(List.of());
  }
}
