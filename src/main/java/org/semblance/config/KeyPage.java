package org.semblance.config;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes the page of all keys of a settings record, in Markdown. */
public final class KeyPage {

  private static final String HEAD =
      "\n| key | default | values | meaning |\n| --- | --- | --- | --- |\n";

  private final StringBuilder text = new StringBuilder();
  private final Class<?> record;

  private KeyPage(Class<?> record) {
    this.record = record;
  }

  /**
   * The page.
   *
   * @param introduction what stands before the first key
   */
  public static String of(Class<?> record, String introduction) {
    KeyPage page = new KeyPage(record);
    page.text.append(introduction);
    page.sections();
    page.families();
    return page.text.toString();
  }

  private void sections() {
    for (SettingKey section : SettingKey.of(record)) {
      text.append("\n## ").append(section.key()).append("\n\n");
      if (section.rawType().isRecord()) {
        text.append(section.sentence()).append('\n').append(HEAD);
        rows(section.rawType(), section.key() + ".");
      } else {
        text.append(HEAD.stripLeading());
        row(section, "");
      }
    }
  }

  private void families() {
    text.append("\n# Types\n");
    TypeDefaults.families(record)
        .forEach(
            (name, family) -> {
              text.append("\n## Types of `").append(name).append("`\n");
              KeyNames.variants(family).forEach(this::member);
            });
  }

  private void member(String name, Class<?> member) {
    text.append("\n**`").append(name).append("`** ");
    text.append(escaped(KeyFacts.summary(member))).append('\n');
    if (!SettingKey.of(member).isEmpty()) {
      text.append(HEAD);
      rows(member, "");
    }
  }

  private void rows(Class<?> group, String prefix) {
    for (SettingKey key : SettingKey.of(group)) {
      row(key, prefix);
      if (key.rawType().isRecord()) {
        rows(key.rawType(), prefix + key.key() + ".");
      }
    }
  }

  private void row(SettingKey key, String prefix) {
    boolean group = key.rawType().isRecord();
    String initial = key.isRequired() ? (group ? "" : "required") : "`" + key.defaultText() + "`";
    String effect = KeyFacts.effect(key);
    String meaning = key.sentence() + (effect.isEmpty() ? "" : " *" + effect + "*");
    text.append(
        Stream.of("`" + prefix + key.key() + "`", initial, KeyFacts.values(key), meaning)
            .map(KeyPage::escaped)
            .collect(Collectors.joining(" | ", "| ", " |\n")));
  }

  private static String escaped(String cell) {
    return cell.replace("|", "\\|").replace("<", "&lt;");
  }
}
