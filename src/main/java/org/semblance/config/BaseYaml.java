package org.semblance.config;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes a file that states every key of a settings record, with its default and what it means. */
public final class BaseYaml {

  private static final int WIDTH = 100;

  private final FamilyPlaces places;
  private final StringBuilder text = new StringBuilder();

  private BaseYaml(FamilyPlaces places) {
    this.places = places;
  }

  /**
   * The file.
   *
   * @param introduction comment at its top
   */
  public static String of(Class<?> record, String introduction) {
    BaseYaml yaml = new BaseYaml(FamilyPlaces.of(record));
    yaml.comment(introduction, "");
    for (SettingKey key : SettingKey.of(record)) {
      yaml.text.append('\n');
      yaml.key(key, "");
    }
    return yaml.text.toString();
  }

  private void key(SettingKey key, String indent) {
    comment(meaning(key), indent);
    text.append(indent).append(key.key()).append(':');
    if (key.isRequired() && key.rawType().isRecord()) {
      text.append('\n');
      SettingKey.of(key.rawType()).forEach(within -> key(within, indent + "  "));
    } else {
      text.append(key.isRequired() ? "" : " " + key.defaultText()).append('\n');
    }
    places.after(key).forEach((name, family) -> members(name, family, indent));
  }

  private void members(String name, Class<?> family, String indent) {
    text.append(indent).append(name).append("-defaults:\n");
    String deeper = indent + "  ";
    for (Map.Entry<String, Class<?>> member : KeyNames.variants(family).entrySet()) {
      comment(KeyFacts.summary(member.getValue()), deeper);
      boolean bare = SettingKey.of(member.getValue()).isEmpty();
      text.append(deeper).append(member.getKey()).append(bare ? ": {}\n" : ":\n");
      SettingKey.of(member.getValue()).forEach(key -> key(key, deeper + "  "));
    }
  }

  private static String meaning(SettingKey key) {
    String facts =
        Stream.of(
                key.isRequired() && !key.rawType().isRecord() ? "required" : "",
                KeyFacts.values(key),
                KeyFacts.effect(key))
            .filter(fact -> !fact.isEmpty())
            .collect(Collectors.joining("; "));
    return facts.isEmpty() ? key.sentence() : key.sentence() + " [" + facts + "]";
  }

  private void comment(String words, String indent) {
    String start = indent + "#";
    StringBuilder line = new StringBuilder(start);
    for (String word : words.split(" ", -1)) {
      if (line.length() + 1 + word.length() > WIDTH) {
        text.append(line).append('\n');
        line = new StringBuilder(start);
      }
      line.append(' ').append(word);
    }
    text.append(words.isEmpty() ? "" : line + "\n");
  }
}
