package org.semblance.config;

import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;

/** What is derived from a setting besides its sentence, in words. */
final class KeyFacts {

  private KeyFacts() {}

  /** The values that it takes: constants, range, unit; empty for any text. */
  static String values(SettingKey key) {
    List<String> facts = new ArrayList<>();
    Class<?> element = element(key.type());
    if (element.isEnum()) {
      facts.add(String.join(" | ", KeyNames.constants(element).keySet()));
    }
    if (key.setting() != null && !key.setting().unit().isEmpty()) {
      facts.add(key.setting().unit());
    }
    if (key.range().isBounded()) {
      facts.add((isList(key) ? "each " : "") + key.range().condition());
    }
    return String.join(", ", facts);
  }

  /** What another value does to a result; empty for what most do. */
  static String effect(SettingKey key) {
    return switch (key.effect()) {
      case NONE -> "does not change the result";
      case COURSE -> "may change with --resume";
      case RESULT -> "";
    };
  }

  /** What a member of a family is. */
  static String summary(Class<?> member) {
    Summary summary = member.getAnnotation(Summary.class);
    return summary == null ? "" : summary.value();
  }

  private static boolean isList(SettingKey key) {
    return KeyNames.rawType(key.type()) == List.class;
  }

  private static Class<?> element(Type type) {
    Class<?> raw = KeyNames.rawType(type);
    return raw == List.class ? KeyNames.rawType(KeyNames.elementType(type)) : raw;
  }
}
