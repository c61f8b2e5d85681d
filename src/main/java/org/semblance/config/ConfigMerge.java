package org.semblance.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/**
 * Lays one tree over another. Groups are merged key by key, anything else is replaced; a group that
 * names another {@code type} replaces the old one, whose keys would not fit.
 */
final class ConfigMerge {

  private static final String TYPE = "type";

  private ConfigMerge() {}

  /** Lays {@code overlay} over {@code base}, which changes. */
  static void overlay(ConfigSource base, ConfigSource overlay) {
    overlay(base.tree(), overlay.tree());
    base.origins().putAll(overlay.origins());
  }

  /** Lays {@code overlay} over {@code base}, which changes. */
  static void overlay(ObjectNode base, ObjectNode overlay) {
    for (Map.Entry<String, JsonNode> entry : overlay.properties()) {
      base.set(entry.getKey(), over(base.path(entry.getKey()), entry.getValue()));
    }
  }

  /** {@code fresh} over {@code old}, which may change; missing nodes are nothing. */
  static JsonNode over(JsonNode old, JsonNode fresh) {
    if (fresh.isMissingNode()) {
      return old;
    }
    JsonNode whole = old.has(TYPE) ? expanded(fresh) : fresh;
    if (old instanceof ObjectNode base
        && whole instanceof ObjectNode overlay
        && !namesAnotherType(base, overlay)) {
      overlay(base, overlay);
      return base;
    }
    return whole.deepCopy();
  }

  /** The group that a name alone stands for where a group with a {@code type} is wanted. */
  static JsonNode expanded(JsonNode node) {
    return node.isTextual() ? JsonNodeFactory.instance.objectNode().set(TYPE, node) : node;
  }

  private static boolean namesAnotherType(ObjectNode old, ObjectNode fresh) {
    return fresh.has(TYPE) && !fresh.get(TYPE).equals(old.get(TYPE));
  }
}
