package org.semblance.evaluate;

/**
 * How many of what a report is about.
 *
 * @param rows that took part, each once whether query, gallery or both
 * @param allQueries queries there are; {@code queries} are fewer where they were sampled
 * @param queriesWithoutMatch queries whose class has no other row in the gallery
 * @param classes with queries
 * @param zeroVectors rows without a direction: they score 0 against all
 * @param duplicateVectors rows whose vector is also that of another row
 * @param rejectedRows left out because an id, label or vector is null or not finite
 */
public record EvaluationCounts(
    long rows,
    long queries,
    long allQueries,
    long galleryRows,
    long queriesWithoutMatch,
    long classes,
    int dimension,
    long zeroVectors,
    long duplicateVectors,
    long rejectedRows) {}
