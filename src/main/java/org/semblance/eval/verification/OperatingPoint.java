package org.semblance.eval.verification;

/**
 * What a threshold does: pairs with at least that score are taken for matches.
 *
 * @param falseAccepts share of the pairs of different classes that are accepted
 * @param trueAccepts share of the matching pairs that are accepted
 * @param threshold a score; NaN where none is high enough
 */
public record OperatingPoint(double falseAccepts, double trueAccepts, float threshold) {}
