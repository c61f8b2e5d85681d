package org.semblance.evaluate.numpy;

import java.io.Serializable;

/**
 * Rows of an array, as a task reads them.
 *
 * @param from the first
 * @param keys values of each key in turn, {@code [keys][count]}
 */
record ArraySlice(int from, int count, Object[][] keys) implements Serializable {}
