package org.semblance.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Turns one YAML scalar into the Java value a record component wants. */
final class ScalarBinder {

  private ScalarBinder() {}

  /** What a value of {@code type} looks like, for a message. */
  static String description(Class<?> type) {
    if (type.isEnum()) {
      return "one of " + String.join(", ", KeyNames.constants(type).keySet());
    }
    return switch (type.getSimpleName()) {
      case "boolean", "Boolean" -> "true or false";
      case "int", "Integer", "long", "Long" -> "an integer";
      case "float", "Float", "double", "Double" -> "a number";
      default -> "a text";
    };
  }

  /** The value, or null if {@code node} is not of that kind. */
  static @Nullable Object bind(JsonNode node, Class<?> type) {
    if (type.isEnum()) {
      return KeyNames.constants(type).get(node.asText().toLowerCase(Locale.ROOT));
    }
    if (!node.isValueNode()) {
      return null;
    }
    return switch (type.getSimpleName()) {
      case "boolean", "Boolean" -> node.isBoolean() ? node.booleanValue() : null;
      case "int", "Integer" ->
          node.canConvertToInt() && node.isIntegralNumber() ? node.intValue() : null;
      case "long", "Long" ->
          node.isIntegralNumber() && node.canConvertToLong() ? node.longValue() : null;
      case "float", "Float" -> narrow(number(node));
      case "double", "Double" -> number(node);
      case "String" -> node.asText();
      default ->
          throw new IllegalStateException("settings records cannot hold a " + type.getName());
    };
  }

  private static @Nullable Float narrow(@Nullable Double value) {
    return value == null ? null : value.floatValue();
  }

  /** YAML 1.1 reads {@code 1e-4} as a text. */
  private static @Nullable Double number(JsonNode node) {
    if (node.isNumber()) {
      return node.doubleValue();
    }
    try {
      return node.isTextual() ? Double.valueOf(node.textValue()) : null;
    } catch (NumberFormatException notANumber) {
      return null;
    }
  }
}
