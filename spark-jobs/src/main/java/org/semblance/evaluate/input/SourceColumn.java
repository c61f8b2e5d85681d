package org.semblance.evaluate.input;

import java.util.Optional;

/**
 * A column of a table.
 *
 * @param type as messages name it, such as {@code list<float>}
 * @param key what its values are as ids or labels; empty where they can be neither
 * @param isVector whether its values can be vectors
 */
public record SourceColumn(String name, String type, Optional<KeyType> key, boolean isVector) {

  /** As messages name it: the name, and the type in parentheses. */
  @Override
  public String toString() {
    return name + " (" + type + ")";
  }
}
