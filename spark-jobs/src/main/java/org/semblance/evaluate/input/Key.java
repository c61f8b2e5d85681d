package org.semblance.evaluate.input;

/**
 * The name that a value is, or why it is none.
 *
 * @param fault empty where there is a name
 */
public record Key(String text, String fault) {

  static Key named(String text) {
    return new Key(text, "");
  }

  static Key faulty(String fault) {
    return new Key("", fault);
  }

  public boolean isFaulty() {
    return !fault.isEmpty();
  }
}
