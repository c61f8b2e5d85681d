package org.semblance.evaluate.memory;

import org.semblance.evaluate.blocks.EvaluationSet;
import org.semblance.evaluate.blocks.GalleryClasses;
import org.semblance.evaluate.blocks.Placement;
import org.semblance.evaluate.blocks.SideLayout;

/**
 * What searching the gallery takes, estimated before it starts.
 *
 * @param galleryBytes vectors of the gallery, once per executor
 * @param matches pairs of query and match, 8 bytes each per executor and 4 per task
 * @param largestClass rows of the largest class among the queries
 * @param heapBytes of an executor
 */
public record MemoryPlan(
    long galleryBytes, long matches, long largestClass, long heapBytes, int tasksPerExecutor) {

  private static final long BYTES_PER_MATCH = 8;
  private static final long BYTES_PER_COUNT = 4;

  public static MemoryPlan of(Placement placement, ExecutorShape shape) {
    return of(placement.layout(), placement, shape);
  }

  /** Of some of the queries that are placed. */
  public static MemoryPlan of(SideLayout queries, Placement placement, ExecutorShape shape) {
    EvaluationSet set = placement.set();
    GalleryClasses classes = GalleryClasses.of(set.galleryClasses(), set.labels().count());
    long matches = 0;
    long largest = 0;
    for (int label : queries.classes()) {
      matches += classes.size(label);
      largest = Math.max(largest, classes.size(label));
    }
    return new MemoryPlan(
        4L * set.gallery().count() * placement.table().dimension(),
        matches,
        largest,
        shape.heapBytes(),
        shape.tasksPerExecutor());
  }

  /**
   * Whether matches can be counted of all queries at once, or, block by block, of those of any two
   * blocks.
   */
  public boolean countsAtOnce(SideLayout queries, boolean byBlocks) {
    long bytes = byBlocks ? 2L * tasksPerExecutor * largestBlockBytes(queries) : matchBytes();
    return bytes <= heapBytes / 4;
  }

  private static long largestBlockBytes(SideLayout queries) {
    long largest = 0;
    for (int block = 0; block < queries.blocks(); block++) {
      long matches = 0;
      int to = queries.starts()[block + 1];
      for (int from = queries.starts()[block], end; from < to; from = end) {
        end = from;
        while (end < to && queries.classes()[end] == queries.classes()[from]) {
          end++;
        }
        matches += (long) (end - from) * (end - from);
      }
      // Keys, bins, and the bins before the wave.
      largest = Math.max(largest, matches * (BYTES_PER_MATCH + 2 * BYTES_PER_COUNT));
    }
    return largest;
  }

  private long matchBytes() {
    return matches * (BYTES_PER_MATCH + BYTES_PER_COUNT * tasksPerExecutor);
  }

  /** Queries that one task may hold. */
  public int queriesAtOnce() {
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
