package org.semblance.eval.metric;

/** The queries of one class: how many, and the sums of their metrics. */
public record ClassScores(int label, MetricTally tally) {}
