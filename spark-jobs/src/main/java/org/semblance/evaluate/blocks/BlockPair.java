package org.semblance.evaluate.blocks;

import java.io.Serializable;

/** Two blocks to be compared; one block twice for the pairs within it. */
public record BlockPair(int left, int right) implements Serializable {}
