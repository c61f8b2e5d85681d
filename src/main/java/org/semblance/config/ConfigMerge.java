package org.semblance.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Lays one tree over another. Groups are merged key by key, anything else is replaced; a group that
 * names another {@code type} replaces the old one, whose keys would not fit.
 */
public final class ConfigMerge {

  private static final String TYPE = "type";
  private static final String DEFAULTS = "-defaults";

  private ConfigMerge() {}

  /** Lays {@code overlay} over {@code base}, which changes. */
  public static void overlay(ConfigSource base, ConfigSource overlay) {
    overlay(base.tree(), overlay.tree());
    base.origins().putAll(overlay.origins());
  }

  private static void overlay(ObjectNode base, ObjectNode overlay) {
    for (Map.Entry<String, JsonNode> entry : overlay.properties()) {
      if (base.get(entry.getKey()) instanceof ObjectNode old
          && entry.getValue() instanceof ObjectNode fresh
          && !namesAnotherType(old, fresh)) {
        overlay(old, fresh);
      } else {
        base.set(entry.getKey(), entry.getValue().deepCopy());
      }
    }
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
      if (tree.get(name) instanceof ObjectNode group) {
        ObjectNode byType = defaults.get(name);
        if (byType != null) {
          layUnder(group, byType.get(group.path(TYPE).asText()));
        }
        applyTypeDefaults(group, defaults);
      }
    }
  }

  private static void layUnder(ObjectNode chosen, @Nullable JsonNode defaults) {
    if (defaults instanceof ObjectNode known) {
      ObjectNode merged = known.deepCopy();
      overlay(merged, chosen);
      chosen.setAll(merged);
    }
  }

  private static List<String> names(ObjectNode tree) {
    List<String> names = new ArrayList<>();
    tree.fieldNames().forEachRemaining(names::add);
    return names;
  }
}
