package org.semblance.jobs.evaluate;

import java.io.Serializable;

/** Rows {@code [from, to)} of a block of queries. */
record QueryRange(int block, int from, int to) implements Serializable {}
