package org.semblance.batch;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;

/**
 * The nearest other classes of each class, nearest first, ties by class index. Distances are
 * rounded to a millionth, so that float noise cannot change a plan.
 *
 * @param classes per class index, the indices of its neighbors; may be empty; not copied
 * @param distances in millionths, in the order of {@code classes}; not copied
 */
public record ClassNeighbors(int[][] classes, long[][] distances) implements Serializable {

  /** No class has neighbors: the schedule decides alone. */
  public static ClassNeighbors none(int classCount) {
    return new ClassNeighbors(new int[classCount][0], new long[classCount][0]);
  }

  /** The lists of consecutive ranges of classes as one. */
  public static ClassNeighbors concat(List<ClassNeighbors> parts) {
    return new ClassNeighbors(
        parts.stream().flatMap(part -> Arrays.stream(part.classes())).toArray(int[][]::new),
        parts.stream().flatMap(part -> Arrays.stream(part.distances())).toArray(long[][]::new));
  }

  /** A distance as plans compare it. */
  public static long quantized(double distance) {
    return Math.round(distance * 1e6);
  }
}
