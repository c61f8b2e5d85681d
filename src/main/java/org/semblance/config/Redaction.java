package org.semblance.config;

import java.util.regex.Pattern;

/** Hides secrets in everything that is shown or stored: configuration, results, messages, logs. */
public final class Redaction {

  /** The text in place of a secret. */
  public static final String HIDDEN = "(redacted)";

  private static final String SECRET_NAME =
      "(?:secret|passw(?:or)?d|passphrase|pwd|token|credential|signature|(?:access|account|api|private|session|storage)[._-]?key)";

  private static final Pattern SECRET_KEY =
      Pattern.compile(
          "(?i)" + SECRET_NAME + "|(?:^|[._-])(?:pass|sas|sig|authorization)(?:$|[._-])");

  /**
   * {@code name=value} and {@code name: value}, in the query of a URI or among options, and texts
   * of JSON; its numbers stay, so that it stays JSON.
   */
  private static final Pattern ASSIGNED =
      Pattern.compile(
          "(?i)([\\w.-]{0,60}"
              + SECRET_NAME
              + "[\\w.-]{0,60}|\\b(?:sig|sas|pass))"
              + "(?:(\"\\s?:\\s?\")(?:\\\\.|[^\"\\\\])*|(\\s?[=:]\\s?\"?)[^\\s&;,\"'})]+)");

  /**
   * {@code user@} or {@code user:password@} in a URI. The password may hold slashes; what begins
   * like a port and a path is none.
   */
  private static final Pattern USER_INFO =
      Pattern.compile("(://)(?:[^/@\\s:\"']*:(?!\\d+(?:[/?#\\s]|$))[^\\s\"']*|[^/@\\s:\"']+)@");

  private Redaction() {}

  /** {@code value} as it may be shown under {@code key}; secrets within it are hidden too. */
  public static String value(String key, String value) {
    return SECRET_KEY.matcher(key).find() ? HIDDEN : text(value);
  }

  /** {@code text} without passwords in URIs and without values of options that are secret. */
  public static String text(String text) {
    String anonymous =
        text.contains("://") ? USER_INFO.matcher(text).replaceAll("$1" + HIDDEN + "@") : text;
    return ASSIGNED.matcher(anonymous).replaceAll("$1$2$3" + HIDDEN);
  }
}
