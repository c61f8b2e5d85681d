package org.semblance.jobs.evaluate;

import java.io.Serializable;

/** Two blocks to be compared; {@code left <= right}, equal for the pairs within one block. */
record BlockPair(int left, int right) implements Serializable {}
