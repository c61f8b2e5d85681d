package org.semblance.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Digests of settings: two are equal exactly if the settings are. */
public final class Fingerprint {

  private Fingerprint() {}

  /** SHA-256, hexadecimal, of {@code settings} (in any order of keys) and of what they build on. */
  public static String of(JsonNode settings, List<String> upstream) {
    String text = canonical(settings) + "\n" + String.join("\n", upstream);
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    }
  }

  /** The dotted paths at which two trees differ. */
  public static List<String> differences(JsonNode before, JsonNode after) {
    List<String> paths = new ArrayList<>();
    compare(before, after, "", paths);
    return paths;
  }

  private static void compare(JsonNode before, JsonNode after, String path, List<String> paths) {
    if (before instanceof ObjectNode old && after instanceof ObjectNode fresh) {
      keys(old, fresh)
          .forEach(
              key ->
                  compare(
                      old.path(key),
                      fresh.path(key),
                      path.isEmpty() ? key : path + "." + key,
                      paths));
    } else if (!canonical(before).equals(canonical(after))) {
      paths.add(path + " " + shown(before) + " → " + shown(after));
    }
  }

  private static Set<String> keys(ObjectNode first, ObjectNode second) {
    Set<String> keys = new TreeSet<>();
    first.fieldNames().forEachRemaining(keys::add);
    second.fieldNames().forEachRemaining(keys::add);
    return keys;
  }

  private static String shown(JsonNode node) {
    return node.isMissingNode() ? "(absent)" : canonical(node);
  }

  private static String canonical(JsonNode node) {
    if (node instanceof ObjectNode object) {
      return keys(object, object).stream()
          .map(key -> "\"" + key + "\":" + canonical(object.get(key)))
          .collect(Collectors.joining(",", "{", "}"));
    }
    return node.toString();
  }
}
