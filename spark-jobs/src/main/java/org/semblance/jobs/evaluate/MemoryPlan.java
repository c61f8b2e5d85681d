package org.semblance.jobs.evaluate;

import org.semblance.metric.LabeledRows;

/**
 * What searching the gallery takes, estimated before it starts.
 *
 * @param galleryBytes vectors of the gallery, once per executor
 * @param matches pairs of query and match, 8 bytes each per executor and 4 per task
 * @param heapBytes of an executor
 */
record MemoryPlan(long galleryBytes, long matches, long heapBytes, int tasksPerExecutor) {

  private static final long BYTES_PER_MATCH = 8;
  private static final long BYTES_PER_COUNT = 4;

  static MemoryPlan of(Side queries, Side gallery, long heapBytes, int tasksPerExecutor) {
    long bytes = 4L * gallery.count() * gallery.dimension();
    long matches = 0;
    for (LabeledRows block : queries.blocks()) {
      for (int from = 0, end; from < block.count(); from = end) {
        end = block.classEnd(from);
        matches += (end - from) * classSize(gallery, block.classes()[from]);
      }
    }
    return new MemoryPlan(bytes, matches, heapBytes, tasksPerExecutor);
  }

  private static long classSize(Side gallery, int label) {
    long size = 0;
    for (LabeledRows block : gallery.blocks()) {
      size += block.firstOfClass(label + 1) - block.firstOfClass(label);
    }
    return size;
  }

  /** Whether all matches of all queries can be counted at once. */
  boolean countsAllQueriesAtOnce() {
    return matchBytes() <= heapBytes / 4;
  }

  private long matchBytes() {
    return matches * (BYTES_PER_MATCH + BYTES_PER_COUNT * tasksPerExecutor);
  }

  /** Queries of {@code largestClass} matches each that one task may hold. */
  int queriesAtOnce(long largestClass) {
    long perQuery = largestClass * (BYTES_PER_MATCH + BYTES_PER_COUNT);
    long budget = heapBytes / 8 / tasksPerExecutor;
    return (int) Math.max(64, Math.min(8192, budget / Math.max(1, perQuery)));
  }

  @Override
  public String toString() {
    return "gallery %d MB per executor, matches %d MB, of %d MB heap"
        .formatted(galleryBytes >> 20, matchBytes() >> 20, heapBytes >> 20);
  }
}
