package org.semblance.exchange;

/** What the values of a frame are for. */
enum Phase {
  /** Addends of the receiver's slice. */
  REDUCE,
  /** The sender's slice of the result, or its part of a joined array. */
  GATHER,
  /** Bytes. */
  BYTES
}
