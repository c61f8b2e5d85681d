package org.semblance.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;

/**
 * A scalar that YAML takes for a number or a truth value. Only the key that it is given to decides:
 * a text takes the source as it is, so that {@code name: no} and {@code name: 007} mean what they
 * say.
 */
final class SourceText extends TextNode {

  private static final long serialVersionUID = 1;

  private final transient JsonNode value;

  /**
   * @param source as it was written
   * @param value what YAML takes it for
   */
  SourceText(String source, JsonNode value) {
    super(source);
    this.value = value;
  }

  JsonNode value() {
    return value;
  }

  /** {@code node}, where no key that wants a text has it. */
  static JsonNode valueOf(JsonNode node) {
    return node instanceof SourceText text ? text.value : node;
  }

  /** {@code node} with the values of all scalars in it. */
  static JsonNode plain(JsonNode node) {
    if (node instanceof ArrayNode items) {
      ArrayNode plain = JsonNodeFactory.instance.arrayNode();
      items.forEach(item -> plain.add(plain(item)));
      return plain;
    }
    if (node instanceof ObjectNode group) {
      ObjectNode plain = JsonNodeFactory.instance.objectNode();
      group.properties().forEach(entry -> plain.set(entry.getKey(), plain(entry.getValue())));
      return plain;
    }
    return valueOf(node);
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
