package org.semblance.progress;

import org.semblance.config.Redaction;

/** Text from outside, file names for example, made safe for terminals and logs. */
public final class Printable {

  private Printable() {}

  /**
   * {@code text} without secrets, and with control characters as their escapes; line feeds and tabs
   * stay.
   */
  public static String of(String text) {
    return escaped(Redaction.text(text), "\n\t\r");
  }

  private static String escaped(String text, String kept) {
    if (text.chars().noneMatch(c -> isControl(c) && kept.indexOf(c) < 0)) {
      return text;
    }
    StringBuilder safe = new StringBuilder(text.length() + 16);
    text.chars()
        .forEach(
            c -> {
              if (isControl(c) && kept.indexOf(c) < 0) {
                safe.append(String.format("\\u%04x", c));
              } else {
                safe.append((char) c);
              }
            });
    return safe.toString();
  }

  /** Controls, and marks that turn the direction of writing. */
  private static boolean isControl(int c) {
    return Character.isISOControl(c)
        || (c >= 0x202a && c <= 0x202e)
        || (c >= 0x2066 && c <= 0x2069);
  }
}
