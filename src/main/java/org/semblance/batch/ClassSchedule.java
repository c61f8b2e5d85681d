package org.semblance.batch;

import java.util.Comparator;
import java.util.TreeSet;

/**
 * Decides which classes share a batch. The class with the fewest visits in the round comes first,
 * then the one with the fewest visits ever, then the order is random; hard class mining replaces a
 * part of the picks by the nearest classes that are due.
 *
 * <p>With mining off or balanced, visits within the round differ by at most one over the classes.
 */
final class ClassSchedule {

  /** The random part of a class's priority, compared unsigned. */
  @FunctionalInterface
  interface VisitKey {
    long of(int visits, int index);
  }

  private static final int NONE = -1;

  private final ClassMining mining;
  private final int[] roundVisits;
  private final int[] allVisits;
  private final VisitKey keyOf;
  private final long[] keys;
  private final TreeSet<Integer> available;

  /**
   * A schedule that goes on from given visits.
   *
   * @param roundVisits per class, in this round; kept and counted up. With {@code GRAPH} only turns
   *     as the first of a batch count
   * @param allVisits per class, in all rounds; kept and counted up likewise
   */
  ClassSchedule(ClassMining mining, int[] roundVisits, int[] allVisits, VisitKey keyOf) {
    this.mining = mining;
    this.roundVisits = roundVisits;
    this.allVisits = allVisits;
    this.keyOf = keyOf;
    this.keys = new long[roundVisits.length];
    this.available = new TreeSet<>(byPriority());
    for (int c = 0; c < keys.length; c++) {
      add(c);
    }
  }

  /**
   * The classes of one step, all different: {@code [batches][classesPerBatch]} in pick order.
   * Batches take turns slot by slot.
   */
  int[][] step(int batches, int classesPerBatch, ClassNeighbors neighbors) {
    int[][] chosen = new int[batches][classesPerBatch];
    for (int slot = 0; slot < classesPerBatch; slot++) {
      for (int[] batch : chosen) {
        int mined = mining.mines(slot, classesPerBatch) ? nearestDue(batch, slot, neighbors) : NONE;
        batch[slot] = mined == NONE ? available.first() : mined;
        available.remove(batch[slot]);
      }
    }
    for (int[] batch : chosen) {
      for (int slot = 0; slot < classesPerBatch; slot++) {
        boolean counts = mining.rule() != ClassMining.Rule.GRAPH || slot == 0;
        roundVisits[batch[slot]] += counts ? 1 : 0;
        allVisits[batch[slot]] += counts ? 1 : 0;
        add(batch[slot]);
      }
    }
    return chosen;
  }

  private void add(int index) {
    keys[index] = keyOf.of(roundVisits[index], index);
    available.add(index);
  }

  private Comparator<Integer> byPriority() {
    return (a, b) -> {
      int order = Integer.compare(roundVisits[a], roundVisits[b]);
      order = order != 0 ? order : Integer.compare(allVisits[a], allVisits[b]);
      order = order != 0 ? order : Long.compareUnsigned(keys[a], keys[b]);
      return order != 0 ? order : Integer.compare(a, b);
    };
  }

  /** The due class nearest to the first, or with {@code SET} to any, of the batch so far. */
  private int nearestDue(int[] batch, int size, ClassNeighbors neighbors) {
    int mostVisits =
        mining.rule() == ClassMining.Rule.GRAPH
            ? Integer.MAX_VALUE
            : roundVisits[available.first()] + mining.slack();
    int sources = mining.rule() == ClassMining.Rule.SET ? size : 1;
    int nearest = NONE;
    long smallest = Long.MAX_VALUE;
    for (int i = 0; i < sources; i++) {
      int[] classes = neighbors.classes()[batch[i]];
      int rank = firstDue(classes, mostVisits);
      if (rank == classes.length) {
        continue;
      }
      long distance = neighbors.distances()[batch[i]][rank];
      if (distance < smallest || (distance == smallest && classes[rank] < nearest)) {
        smallest = distance;
        nearest = classes[rank];
      }
    }
    return nearest;
  }

  private int firstDue(int[] classes, int mostVisits) {
    int rank = 0;
    while (rank < classes.length
        && (roundVisits[classes[rank]] > mostVisits || !available.contains(classes[rank]))) {
      rank++;
    }
    return rank;
  }
}
