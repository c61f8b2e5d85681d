package org.semblance.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/**
 * A tree of keys and where each key was written.
 *
 * @param tree the keys; merging changes it
 * @param origins dotted path to {@code file:line} or {@code --set}; merging changes it
 */
record ConfigSource(ObjectNode tree, Map<String, String> origins) {

  /** Where {@code path}, or else a key within it or the nearest group around it, was written. */
  public String origin(String path) {
    String exact = origins.get(path);
    if (exact != null) {
      return exact;
    }
    return origins.keySet().stream()
        .filter(written -> written.startsWith(path + "."))
        .findFirst()
        .map(origins::get)
        .orElseGet(() -> path.isEmpty() ? "base.yaml" : around(parent(path)));
  }

  private String around(String group) {
    for (String at = group; !at.isEmpty(); at = parent(at)) {
      String origin = origins.get(at);
      if (origin != null) {
        return origin;
      }
    }
    return "base.yaml";
  }

  private static String parent(String path) {
    int end = Math.max(path.lastIndexOf('.'), path.lastIndexOf('['));
    return end < 0 ? "" : path.substring(0, end);
  }

  /** The path of {@code key} within the group at {@code path}. */
  static String child(String path, String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  /** Sets {@code path} in {@code tree}, which gets the groups on the way. */
  static void put(ObjectNode tree, String path, JsonNode value) {
    String[] keys = path.split("\\.", -1);
    ObjectNode group = tree;
    for (int i = 0; i < keys.length - 1; i++) {
      group = group.get(keys[i]) instanceof ObjectNode there ? there : group.putObject(keys[i]);
    }
    group.set(keys[keys.length - 1], value);
  }
}
