package org.semblance.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * One key of a settings record.
 *
 * @param key in kebab-case
 * @param setting what it says of itself; null if it says nothing
 */
record SettingKey(String key, RecordComponent component, @Nullable Setting setting) {

  private static final ClassValue<List<SettingKey>> KEYS =
      new ClassValue<>() {
        @Override
        protected List<SettingKey> computeValue(Class<?> record) {
          List<SettingKey> keys = new ArrayList<>();
          KeyNames.components(record)
              .forEach(
                  (key, component) ->
                      keys.add(
                          new SettingKey(key, component, component.getAnnotation(Setting.class))));
          return List.copyOf(keys);
        }
      };

  /** Defaults by their text: few differ, and a job starts with all of them. */
  private static final Map<String, JsonNode> PARSED = new ConcurrentHashMap<>();

  /** The keys of {@code record}, in the order of its components. */
  static List<SettingKey> of(Class<?> record) {
    return KEYS.get(record);
  }

  Type type() {
    return component.getGenericType();
  }

  Class<?> rawType() {
    return component.getType();
  }

  boolean isNullable() {
    return component.getAnnotatedType().isAnnotationPresent(Nullable.class);
  }

  /** Whether it has no default and must be set. */
  boolean isRequired() {
    return setting == null || setting.byDefault().equals(Setting.REQUIRED);
  }

  /** The default as it is written in YAML; empty where there is none. */
  String defaultText() {
    return setting == null || isRequired() ? "" : setting.byDefault();
  }

  /** What it is; empty if it does not say. */
  String sentence() {
    return setting == null ? "" : setting.value();
  }

  /** The default as a tree: a group of defaults for a record; missing where there is none. */
  JsonNode byDefault() {
    if (setting != null && !isRequired()) {
      return PARSED.computeIfAbsent(setting.byDefault(), SettingKey::parsed).deepCopy();
    }
    return rawType().isRecord() ? Defaults.of(rawType()) : MissingNode.getInstance();
  }

  private static JsonNode parsed(String text) {
    return YamlSource.value("the default " + text, text, new Problems());
  }

  Range range() {
    return Range.of(setting);
  }

  Setting.Effect effect() {
    return setting == null ? Setting.Effect.RESULT : setting.effect();
  }

  /** The value of the key in {@code record}. */
  @Nullable Object valueIn(Record record) {
    try {
      Method accessor = component.getAccessor();
      accessor.setAccessible(true);
      return accessor.invoke(record);
    } catch (ReflectiveOperationException defect) {
      throw new IllegalStateException(component + " cannot be read", defect);
    }
  }
}
