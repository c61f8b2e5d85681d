package org.semblance.evaluate.exact;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.semblance.evaluate.blocks.BlockPair;

/** Shares all pairs of blocks out to tasks of about equal work. */
final class PairTasks {

  private PairTasks() {}

  /**
   * Per task its pairs, the cheap pairs within one block first: they raise the floors early.
   *
   * @param starts {@code [blocks + 1]} row numbers
   */
  static List<List<BlockPair>> of(int[] starts, int tasks) {
    List<BlockPair> pairs = new ArrayList<>();
    int blocks = starts.length - 1;
    for (int left = 0; left < blocks; left++) {
      for (int right = left; right < blocks; right++) {
        pairs.add(new BlockPair(left, right));
      }
    }
    pairs.sort(Comparator.comparingDouble((BlockPair pair) -> -cost(pair, starts)));
    List<List<BlockPair>> shares = new ArrayList<>();
    double[] loads = new double[Math.min(tasks, pairs.size())];
    for (int i = 0; i < loads.length; i++) {
      shares.add(new ArrayList<>());
    }
    for (BlockPair pair : pairs) {
      int least = indexOfLeast(loads);
      shares.get(least).add(pair);
      loads[least] += cost(pair, starts);
    }
    Comparator<BlockPair> diagonalFirst =
        Comparator.comparingInt((BlockPair pair) -> pair.right() - pair.left())
            .thenComparingInt(BlockPair::left);
    shares.forEach(share -> share.sort(diagonalFirst));
    return shares;
  }

  private static double cost(BlockPair pair, int[] starts) {
    double left = starts[pair.left() + 1] - starts[pair.left()];
    double right = starts[pair.right() + 1] - starts[pair.right()];
    return pair.left() == pair.right() ? left * right / 2 : left * right;
  }

  private static int indexOfLeast(double[] loads) {
    int least = 0;
    for (int i = 1; i < loads.length; i++) {
      least = loads[i] < loads[least] ? i : least;
    }
    return least;
  }
}
