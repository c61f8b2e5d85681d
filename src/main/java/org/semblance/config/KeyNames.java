package org.semblance.config;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The keys that settings records read: component names in kebab-case. */
public final class KeyNames {

  private KeyNames() {}

  /** {@code imagesPerClass} → {@code images-per-class}. */
  static String key(String component) {
    return component.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
  }

  /** The components of {@code record} by key. */
  public static Map<String, RecordComponent> components(Class<?> record) {
    Map<String, RecordComponent> components = new LinkedHashMap<>();
    for (RecordComponent component : record.getRecordComponents()) {
      components.put(key(component.getName()), component);
    }
    return components;
  }

  /** Whether {@code type} is a {@link Family}. */
  public static boolean isFamily(Class<?> type) {
    return Family.is(type);
  }

  /** The built-in members of a family by name. */
  public static Map<String, Class<?>> variants(Class<?> family) {
    return new Family(family).builtIn();
  }

  /** Every dotted path below {@code type}; families contribute the keys of all their variants. */
  public static Set<String> paths(Class<?> type) {
    Set<String> paths = new LinkedHashSet<>();
    collect(type, "", Set.of(), paths);
    return paths;
  }

  private static void collect(Class<?> type, String path, Set<Class<?>> around, Set<String> paths) {
    if (around.contains(type)) {
      return;
    }
    Set<Class<?>> within = new HashSet<>(around);
    within.add(type);
    if (isFamily(type)) {
      paths.add(ConfigSource.child(path, new Family(type).key()));
      variants(type).values().forEach(variant -> collect(variant, path, within, paths));
    } else if (type.isRecord()) {
      components(type)
          .forEach(
              (key, component) -> {
                String child = ConfigSource.child(path, key);
                paths.add(child);
                collect(component.getType(), child, within, paths);
              });
    }
  }

  /** The type of the elements of a list or of the values of a map. */
  static Type elementType(Type container) {
    Type[] arguments = ((ParameterizedType) container).getActualTypeArguments();
    return arguments[arguments.length - 1];
  }

  /** The class behind {@code type}. */
  static Class<?> rawType(Type type) {
    return (Class<?>) (type instanceof ParameterizedType generic ? generic.getRawType() : type);
  }

  /** The constants of an enum as they are written in YAML. */
  static Map<String, Object> constants(Class<?> enumType) {
    Map<String, Object> constants = new LinkedHashMap<>();
    for (Object constant : enumType.getEnumConstants()) {
      constants.put(constantName(enumType, ((Enum<?>) constant).name()), constant);
    }
    return constants;
  }

  private static String constantName(Class<?> enumType, String name) {
    try {
      JsonProperty given = enumType.getField(name).getAnnotation(JsonProperty.class);
      return given == null ? name.toLowerCase(Locale.ROOT).replace('_', '-') : given.value();
    } catch (NoSuchFieldException impossible) {
      throw new IllegalStateException(enumType + " has no " + name, impossible);
    }
  }
}
