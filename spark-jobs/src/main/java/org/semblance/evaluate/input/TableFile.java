package org.semblance.evaluate.input;

import java.io.Serializable;
import java.util.Map;

/**
 * A file of a table.
 *
 * @param path any Hadoop URI
 * @param folders what the names of its folders say, such as {@code label=cat}, as text
 */
public record TableFile(String path, Map<String, String> folders) implements Serializable {

  private static final String LOCAL = "file:";

  /** As messages name it: a local file without scheme. */
  public String name() {
    return path.startsWith(LOCAL) ? path.substring(LOCAL.length()) : path;
  }
}
