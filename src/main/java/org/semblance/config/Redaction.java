package org.semblance.config;

import java.util.regex.Pattern;

/** Hides secrets before a key and its value are shown or stored. */
public final class Redaction {

  /** The text in place of a secret. */
  public static final String HIDDEN = "(redacted)";

  private static final Pattern SECRET_KEY =
      Pattern.compile(
          "(?i)secret|password|passphrase|token|credential|access[.-]?key|account[.-]?key");

  private static final Pattern USER_INFO = Pattern.compile("(://)[^/@\\s]+@");

  private Redaction() {}

  /** {@code value} as it may be shown under {@code key}; user information in URIs is hidden too. */
  public static String value(String key, String value) {
    return SECRET_KEY.matcher(key).find()
        ? HIDDEN
        : USER_INFO.matcher(value).replaceAll("$1" + HIDDEN + "@");
  }
}
