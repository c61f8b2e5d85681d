package org.semblance.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.semblance.config.Setting.Effect;

/**
 * A key whose value is another than it was.
 *
 * @param key dotted
 * @param before as JSON; {@code (absent)} for none
 * @param after as JSON; {@code (absent)} for none
 * @param effect what it changes
 */
public record SettingChange(String key, String before, String after, Effect effect) {

  /**
   * What differs between two selections of the settings of {@code type}, see {@link
   * ConfigWriter#selection}. A key that was not recorded had its default: it was added since.
   *
   * @param before recorded at any time, perhaps by an older version
   * @param after of today
   */
  public static List<SettingChange> between(Class<?> type, JsonNode before, ObjectNode after) {
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    before
        .properties()
        .forEach(entry -> ConfigSource.put(tree, entry.getKey(), entry.getValue().deepCopy()));
    OldSpellings spellings = new OldSpellings(new Problems(), new ArrayList<>());
    ObjectNode whole = Defaults.of(type);
    ConfigMerge.overlay(whole, spellings.renamed(new ConfigSource(tree, Map.of()), type).tree());
    List<String> paths = after.properties().stream().map(Map.Entry::getKey).toList();
    ObjectNode old = ConfigWriter.selection(Completion.of(whole, type), paths);
    List<SettingChange> changes = new ArrayList<>();
    compare(type, old, after, "", changes);
    return changes;
  }

  /** These changes in one line. */
  public static String shown(List<SettingChange> changes) {
    return String.join(", ", changes.stream().map(SettingChange::toString).toList());
  }

  @Override
  public String toString() {
    return key + " " + before + " → " + after;
  }

  private static void compare(
      Class<?> type, JsonNode before, JsonNode after, String path, List<SettingChange> changes) {
    if (before instanceof ObjectNode old && after instanceof ObjectNode fresh) {
      for (String key : keys(old, fresh)) {
        String child = ConfigSource.child(path, key);
        compare(type, old.path(key), fresh.path(key), child, changes);
      }
    } else if (!same(before, after)) {
      Effect effect = KeyPlace.effect(type, path);
      changes.add(new SettingChange(path, shown(before), shown(after), effect));
    }
  }

  private static boolean same(JsonNode before, JsonNode after) {
    return (before.isNumber() && after.isNumber())
        ? before.decimalValue().compareTo(after.decimalValue()) == 0
        : before.toString().equals(after.toString());
  }

  private static Set<String> keys(ObjectNode first, ObjectNode second) {
    Set<String> keys = new TreeSet<>();
    first.fieldNames().forEachRemaining(keys::add);
    second.fieldNames().forEachRemaining(keys::add);
    return keys;
  }

  private static String shown(JsonNode node) {
    return node.isMissingNode() ? "(absent)" : node.toString();
  }
}
