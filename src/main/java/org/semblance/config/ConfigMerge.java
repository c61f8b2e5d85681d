package org.semblance.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Lays one tree over another. Groups are merged key by key, anything else is replaced; a group that
 * names another {@code type} replaces the old one, whose keys would not fit. A text where a group
 * with a {@code type} stands, or may stand, is that type.
 */
public final class ConfigMerge {

  private static final String TYPE = "type";
  private static final String DEFAULTS = "-defaults";

  private ConfigMerge() {}

  /** Lays {@code overlay} over {@code base}, which changes. */
  public static void overlay(ConfigSource base, ConfigSource overlay) {
    overlay(base.tree(), overlay.tree(), "", overlay.origins());
    base.origins().putAll(overlay.origins());
  }

  private static void overlay(
      ObjectNode base, ObjectNode overlay, String path, Map<String, String> origins) {
    for (Map.Entry<String, JsonNode> entry : overlay.properties()) {
      String child = ConfigSource.child(path, entry.getKey());
      JsonNode old = base.path(entry.getKey());
      JsonNode fresh = entry.getValue();
      if (old.has(TYPE) && fresh.isTextual()) {
        fresh = group(fresh);
        origins.computeIfAbsent(ConfigSource.child(child, TYPE), type -> origins.get(child));
      }
      if (old instanceof ObjectNode oldGroup
          && fresh instanceof ObjectNode freshGroup
          && !namesAnotherType(oldGroup, freshGroup)) {
        overlay(oldGroup, freshGroup, child, origins);
      } else {
        base.set(entry.getKey(), fresh.deepCopy());
      }
    }
  }

  /** A text as the group that names it as its type. */
  private static JsonNode group(JsonNode value) {
    return value.isTextual()
        ? JsonNodeFactory.instance.objectNode().put(TYPE, value.textValue())
        : value;
  }

  private static boolean namesAnotherType(ObjectNode old, ObjectNode fresh) {
    return fresh.has(TYPE) && !fresh.get(TYPE).equals(old.get(TYPE));
  }

  /**
   * Applies every group {@code key-defaults} of the tree: where {@code key}, in the same group or
   * in one within it, names a {@code type}, the defaults of that type are laid under it. The groups
   * of defaults are then removed.
   */
  public static void applyTypeDefaults(ObjectNode tree) {
    applyTypeDefaults(tree, Map.of());
  }

  private static void applyTypeDefaults(ObjectNode tree, Map<String, ObjectNode> outer) {
    Map<String, ObjectNode> defaults = new HashMap<>(outer);
    for (String name : names(tree)) {
      if (name.endsWith(DEFAULTS) && tree.get(name) instanceof ObjectNode byType) {
        defaults.put(name.substring(0, name.length() - DEFAULTS.length()), byType);
        tree.remove(name);
      }
    }
    for (String name : names(tree)) {
      tree.set(name, withDefaults(tree.get(name), defaults.get(name), defaults));
    }
  }

  /**
   * A value, or each value of a list, with the defaults of its type and those of the groups in it.
   *
   * @param byType defaults of the value's key; null without
   */
  private static JsonNode withDefaults(
      JsonNode value, @Nullable ObjectNode byType, Map<String, ObjectNode> defaults) {
    if (value instanceof ArrayNode items) {
      for (int i = 0; i < items.size(); i++) {
        items.set(i, withDefaults(items.get(i), byType, defaults));
      }
      return items;
    }
    JsonNode full = byType == null ? value : group(value);
    if (full instanceof ObjectNode chosen) {
      if (byType != null) {
        layUnder(chosen, byType.get(chosen.path(TYPE).asText()));
      }
      applyTypeDefaults(chosen, defaults);
    }
    return full;
  }

  private static void layUnder(ObjectNode chosen, @Nullable JsonNode defaults) {
    if (defaults instanceof ObjectNode known) {
      ObjectNode merged = known.deepCopy();
      overlay(merged, chosen, "", new HashMap<>());
      chosen.setAll(merged);
    }
  }

  private static List<String> names(ObjectNode tree) {
    List<String> names = new ArrayList<>();
    tree.fieldNames().forEachRemaining(names::add);
    return names;
  }
}
