package org.semblance.eval.cluster;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How many rows are in which class and which cluster: the cells that are not empty, in the order of
 * class and cluster, so that sums over them are always the same.
 */
public record Contingency(List<Cell> cells) {

  /** Rows that are in {@code label} and {@code cluster}. */
  public record Cell(int label, int cluster, long count) {}

  public Contingency {
    cells =
        cells.stream()
            .sorted(Comparator.comparingInt(Cell::label).thenComparingInt(Cell::cluster))
            .toList();
  }

  /** The table of rows given one by one. */
  public static Contingency of(int[] labels, int[] clusters) {
    if (labels.length != clusters.length) {
      throw new IllegalArgumentException(
          "labels and clusters must have one entry per row, got %d and %d"
              .formatted(labels.length, clusters.length));
    }
    Map<Long, Long> counts = new HashMap<>();
    for (int i = 0; i < labels.length; i++) {
      counts.merge(((long) labels[i] << 32) | (clusters[i] & 0xffffffffL), 1L, Long::sum);
    }
    return of(counts);
  }

  /** The table of counts by {@code label << 32 | cluster}. */
  public static Contingency of(Map<Long, Long> counts) {
    List<Cell> cells = new ArrayList<>();
    counts.forEach((key, count) -> cells.add(new Cell((int) (key >> 32), (int) (long) key, count)));
    return new Contingency(cells);
  }

  /** Rows per class, by class. */
  public Map<Integer, Long> labelSizes() {
    Map<Integer, Long> sizes = new TreeMap<>();
    cells.forEach(cell -> sizes.merge(cell.label(), cell.count(), Long::sum));
    return sizes;
  }

  /** Rows per cluster, by cluster; empty clusters are not there. */
  public Map<Integer, Long> clusterSizes() {
    Map<Integer, Long> sizes = new TreeMap<>();
    cells.forEach(cell -> sizes.merge(cell.cluster(), cell.count(), Long::sum));
    return sizes;
  }

  public long rows() {
    return cells.stream().mapToLong(Cell::count).sum();
  }
}
