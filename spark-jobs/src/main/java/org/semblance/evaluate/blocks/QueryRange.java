package org.semblance.evaluate.blocks;

import java.io.Serializable;

/** Rows {@code [from, to)} of a block of queries. */
public record QueryRange(int block, int from, int to) implements Serializable {}
