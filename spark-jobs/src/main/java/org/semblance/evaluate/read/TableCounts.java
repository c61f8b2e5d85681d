package org.semblance.evaluate.read;

import java.util.List;

/**
 * What was found while a table was read.
 *
 * @param rows that take part
 * @param rejected some of the rows left out
 * @param zeroVectors rows without a direction
 * @param duplicateVectors rows whose vector is also that of another row
 */
public record TableCounts(
    long rows,
    int dimension,
    List<BadRow> rejected,
    long rejectedRows,
    long zeroVectors,
    long duplicateVectors) {}
