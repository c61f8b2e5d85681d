package org.semblance.evaluate.write;

/**
 * A query that fared badly.
 *
 * @param id a {@link Long} or a {@link String}, as in the table
 * @param relevant its matches in the gallery
 * @param firstMatch rank of the nearest match, 0 where it is deeper than was counted
 */
public record WorstQuery(
    Object id, String label, int relevant, int firstMatch, double averagePrecisionAtR) {}
