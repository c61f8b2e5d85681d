package org.semblance.eval.cluster;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import org.semblance.math.Rows;
import org.semblance.math.Seeds;
import org.semblance.math.Vectors;

/** Chooses the rows that are the first centers, alike for any order and any blocks of the rows. */
public enum Initialization {
  /** Different rows, in the order of a hash of their ids. */
  RANDOM {
    @Override
    List<Point> points(List<Candidates> blocks, int clusters, long seed) {
      Comparator<Keyed> byKey =
          Comparator.comparingLong((Keyed keyed) -> keyed.key() ^ Long.MIN_VALUE)
              .thenComparingInt(keyed -> keyed.point().tie());
      PriorityQueue<Keyed> queue = new PriorityQueue<>(byKey);
      for (Candidates block : blocks) {
        for (int row = 0; row < block.rows().count(); row++) {
          long key = Seeds.key(seed, Seeds.Use.CLUSTERING, block.ties()[row]);
          queue.add(new Keyed(key, new Point(block, row)));
        }
      }
      Set<Long> seen = new HashSet<>();
      List<Point> chosen = new ArrayList<>();
      while (chosen.size() < clusters && !queue.isEmpty()) {
        Point point = queue.remove().point();
        if (seen.add(point.hash())) {
          chosen.add(point);
        }
      }
      return chosen;
    }
  },
  /**
   * k-means++ (Arthur and Vassilvitskii, 2007): each next row is drawn with a probability
   * proportional to its squared distance from the nearest center so far. The draw is a race: the
   * row with the least {@code −ln(u) / distance²} wins, u being a hash of id and turn.
   */
  PLUS_PLUS {
    @Override
    List<Point> points(List<Candidates> blocks, int clusters, long seed) {
      List<double[]> weights = blocks.stream().map(block -> ones(block.rows().count())).toList();
      List<Point> chosen = new ArrayList<>();
      while (chosen.size() < clusters) {
        Point winner = winner(blocks, weights, seed, chosen.size());
        if (winner.row() < 0) {
          break;
        }
        for (int i = 0; i < blocks.size(); i++) {
          lower(weights.get(i), blocks.get(i), winner, chosen.isEmpty());
        }
        chosen.add(winner);
      }
      return chosen;
    }
  };

  private static final double UNIT = 0x1p-53;

  /**
   * Rows to choose from.
   *
   * @param ties {@code [rows]}, what tells rows apart in any order of them
   */
  public record Candidates(Rows rows, int[] ties) {}

  record Point(Candidates block, int row) {
    int tie() {
      return block.ties()[row];
    }

    long hash() {
      int dimension = block.rows().dimension();
      return Vectors.hash(block.rows().values(), row * dimension, dimension);
    }
  }

  private record Keyed(long key, Point point) {}

  abstract List<Point> points(List<Candidates> blocks, int clusters, long seed);

  /** The first centers; fewer than {@code clusters} where fewer rows differ. */
  public Centroids choose(List<Candidates> blocks, int clusters, long seed) {
    int dimension = blocks.get(0).rows().dimension();
    List<Point> points = points(blocks, clusters, seed);
    float[] values = new float[points.size() * dimension];
    for (int i = 0; i < points.size(); i++) {
      float[] source = points.get(i).block().rows().values();
      System.arraycopy(source, points.get(i).row() * dimension, values, i * dimension, dimension);
    }
    return new Centroids(dimension, values);
  }

  private static double[] ones(int count) {
    double[] weights = new double[count];
    Arrays.fill(weights, 1);
    return weights;
  }

  private static Point winner(
      List<Candidates> blocks, List<double[]> weights, long seed, int turn) {
    Point winner = new Point(blocks.get(0), -1);
    double best = Double.POSITIVE_INFINITY;
    for (int i = 0; i < blocks.size(); i++) {
      int[] ties = blocks.get(i).ties();
      for (int row = 0; row < ties.length; row++) {
        double weight = weights.get(i)[row];
        if (weight > 0) {
          long key = Seeds.key(seed, Seeds.Use.CLUSTERING, ties[row], turn);
          double time = -Math.log(((key >>> 11) + 0.5) * UNIT) / weight;
          if (time < best || (time == best && ties[row] < winner.tie())) {
            best = time;
            winner = new Point(blocks.get(i), row);
          }
        }
      }
    }
    return winner;
  }

  private static void lower(double[] weights, Candidates block, Point center, boolean isFirst) {
    for (int row = 0; row < weights.length; row++) {
      double distance = squaredDistance(block.rows(), row, center);
      weights[row] = isFirst ? distance : Math.min(weights[row], distance);
    }
  }

  private static double squaredDistance(Rows rows, int row, Point center) {
    int dimension = rows.dimension();
    float[] other = center.block().rows().values();
    float sum = 0;
    for (int k = 0; k < dimension; k++) {
      float difference = rows.values()[row * dimension + k] - other[center.row() * dimension + k];
      sum = Math.fma(difference, difference, sum);
    }
    return sum;
  }
}
