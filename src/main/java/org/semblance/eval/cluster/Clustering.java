package org.semblance.eval.cluster;

/**
 * The outcome of k-means.
 *
 * @param clusters {@code [rows]}, the nearest center of each row
 * @param iterations how often centers were moved
 * @param inertia sum of the squared distances to the nearest centers
 */
public record Clustering(int[] clusters, Centroids centroids, int iterations, double inertia) {}
