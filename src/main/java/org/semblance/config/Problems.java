package org.semblance.config;

import java.util.ArrayList;
import java.util.List;
import org.semblance.fault.SemblanceException;

/** What is wrong with a configuration, collected so that the user reads all of it at once. */
public final class Problems {

  private final List<String> sentences = new ArrayList<>();

  /** Adds a sentence, once. */
  public void add(String sentence) {
    if (!sentences.contains(sentence)) {
      sentences.add(sentence);
    }
  }

  boolean isEmpty() {
    return sentences.isEmpty();
  }

  int count() {
    return sentences.size();
  }

  /**
   * Ends the loading if anything was found.
   *
   * @throws SemblanceException usage, with every sentence on a line of its own
   */
  public void throwIfAny() {
    if (sentences.isEmpty()) {
      return;
    }
    if (sentences.size() == 1) {
      throw SemblanceException.usage(sentences.get(0));
    }
    throw SemblanceException.usage(
        "the configuration has "
            + sentences.size()
            + " problems:\n  "
            + String.join("\n  ", sentences));
  }
}
