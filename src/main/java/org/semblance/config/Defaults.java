package org.semblance.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The tree that a configuration starts from. */
final class Defaults {

  private Defaults() {}

  /**
   * The defaults of the keys of {@code record}, and of the groups within. Of a family it has the
   * default {@code type}, whose keys {@link Completion} adds once the type is decided.
   */
  static ObjectNode of(Class<?> record) {
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    for (SettingKey key : SettingKey.of(record)) {
      JsonNode value = key.byDefault();
      if (!value.isMissingNode()) {
        tree.set(key.key(), value);
      }
    }
    return tree;
  }
}
