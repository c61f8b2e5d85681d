package org.semblance.experiment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.semblance.config.ConfigSource;
import org.semblance.config.Problems;

/**
 * Refuses what stands in groups {@code *-defaults} and not in those of {@code base.yaml}: they are
 * not bound to records. The keys of a class are known to the class alone, which checks them where
 * it is used.
 */
record UnknownDefaults(ConfigSource overlay, Problems problems) {

  private static final String DEFAULTS = "-defaults";

  /** Tells what {@code base} lacks, and takes it out of the overlay. */
  void refuse(ObjectNode base) {
    walk(overlay.tree(), base, "");
  }

  private void walk(ObjectNode group, JsonNode known, String path) {
    for (Map.Entry<String, JsonNode> entry : List.copyOf(group.properties())) {
      String name = entry.getKey();
      String child = ConfigSource.child(path, name);
      JsonNode same = known.path(name);
      boolean ofDefaults = child.contains(DEFAULTS);
      if (ofDefaults && same.isMissingNode()) {
        if (!(path.endsWith(DEFAULTS) && name.contains("."))) {
          problems.add("unknown key " + child + " (" + overlay.origin(child) + ")");
          group.remove(name);
        }
      } else if (entry.getValue() instanceof ObjectNode nested) {
        walk(nested, same, child);
      }
    }
  }
}
