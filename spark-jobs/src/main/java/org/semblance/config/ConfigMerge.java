package org.semblance.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Lays one tree over another. Groups are merged key by key, anything else is replaced; a group that
 * names another {@code type} replaces the old one, whose keys would not fit.
 */
final class ConfigMerge {

  private static final String TYPE = "type";
  private static final String DEFAULTS = "-defaults";

  private ConfigMerge() {}

  /** Lays {@code overlay} over {@code base}, which changes. */
  static void overlay(ConfigSource base, ConfigSource overlay) {
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
   * Applies every group {@code key-defaults} of the tree: where {@code key} names a {@code type},
   * the defaults of that type are laid under it. The groups of defaults are then removed.
   */
  static void applyTypeDefaults(ObjectNode tree) {
    for (String key : names(tree)) {
      if (key.endsWith(DEFAULTS)
          && tree.get(key) instanceof ObjectNode defaults
          && tree.get(key.substring(0, key.length() - DEFAULTS.length()))
              instanceof ObjectNode chosen) {
        layUnder(chosen, defaults.get(chosen.path(TYPE).asText()));
      }
    }
    tree.remove(names(tree).stream().filter(key -> key.endsWith(DEFAULTS)).toList());
    tree.forEach(
        child -> {
          if (child instanceof ObjectNode group) {
            applyTypeDefaults(group);
          }
        });
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
