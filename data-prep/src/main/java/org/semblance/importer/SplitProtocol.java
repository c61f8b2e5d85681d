package org.semblance.importer;

/** How a published data set is divided. */
public enum SplitProtocol {
  /** The first half of the classes trains, the others are retrieved: the field's protocol. */
  CLASS_DISJOINT,
  /** The images of every class are divided: classification's, another experiment. */
  CLOSED_SET;

  boolean isClosedSet() {
    return this == CLOSED_SET;
  }
}
