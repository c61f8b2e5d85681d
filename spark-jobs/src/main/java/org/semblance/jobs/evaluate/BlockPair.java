package org.semblance.jobs.evaluate;

import java.io.Serializable;

/** Two blocks to be compared; one block twice for the pairs within it. */
record BlockPair(int left, int right) implements Serializable {}
