package org.semblance.jobs.evaluate;

import java.io.Serializable;

/**
 * The nearest rows of one query.
 *
 * @param row number of the query
 * @param label class of the query
 * @param keys scores and tie ranks, nearest first; not copied
 */
record NeighborList(int row, int label, long[] keys) implements Serializable {}
