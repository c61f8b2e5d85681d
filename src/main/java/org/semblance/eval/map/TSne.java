package org.semblance.eval.map;

import java.util.Arrays;

/**
 * Exact t-SNE of a few thousand rows at most: neighbors stay neighbors, distances between far
 * groups mean little. Starts from the principal plane and draws nothing at random, so the same rows
 * give the same map. Time and memory grow with the square of the number of rows.
 *
 * <p>Source: van der Maaten and Hinton, "Visualizing Data using t-SNE", 2008; the step size and the
 * start follow Belkina et al. 2019 and Kobak and Berens 2019.
 *
 * @param perplexity effective number of neighbors; lowered to a third of the rows where these are
 *     few
 * @param iterations gradient steps, the first quarter of them with exaggerated attraction
 */
public record TSne(double perplexity, int iterations) {

  private static final double EXAGGERATION = 12;
  private static final double SMALLEST = 1e-12;
  private static final int BANDWIDTH_STEPS = 60;

  public TSne {
    if (!(perplexity >= 1)) {
      throw new IllegalArgumentException("perplexity must be at least 1, got " + perplexity);
    }
    if (iterations < 1) {
      throw new IllegalArgumentException("iterations must be at least 1, got " + iterations);
    }
  }

  /**
   * The map of {@code rows}.
   *
   * @param rows {@code [count][dimension]}
   * @return {@code [count][2]}
   */
  public double[][] map(float[][] rows) {
    if (rows.length < 4) {
      throw new IllegalArgumentException("rows must be at least 4, got " + rows.length);
    }
    double[][] affinities = jointAffinities(rows);
    double[][] map = scaled(PrincipalPlane.project(rows), 1e-4);
    double[][] velocity = new double[rows.length][2];
    double[][] gain = new double[rows.length][2];
    for (double[] each : gain) {
      Arrays.fill(each, 1);
    }
    double rate = Math.max(rows.length / EXAGGERATION / 4, 50);
    for (int i = 0; i < iterations; i++) {
      boolean early = i < iterations / 4;
      double[][] gradient = gradient(affinities, map, early ? EXAGGERATION : 1);
      descend(map, velocity, gain, gradient, rate, early ? 0.5 : 0.8);
    }
    return map;
  }

  private double[][] jointAffinities(float[][] rows) {
    int count = rows.length;
    double target = Math.log(Math.min(perplexity, (count - 1) / 3.0));
    double[][] conditional = new double[count][];
    for (int i = 0; i < count; i++) {
      conditional[i] = neighborProbabilities(squaredDistances(rows, i), i, target);
    }
    double[][] joint = new double[count][count];
    for (int i = 0; i < count; i++) {
      for (int j = 0; j < count; j++) {
        joint[i][j] = Math.max((conditional[i][j] + conditional[j][i]) / (2.0 * count), SMALLEST);
      }
    }
    return joint;
  }

  /** The Gaussian whose entropy is {@code target}, found by bisection on its precision. */
  private static double[] neighborProbabilities(double[] squared, int self, double target) {
    double low = 0;
    double high = Double.POSITIVE_INFINITY;
    double precision = 1;
    double[] probability = new double[squared.length];
    for (int step = 0; step < BANDWIDTH_STEPS; step++) {
      double entropy = gaussian(squared, self, precision, probability);
      if (entropy > target) {
        low = precision;
        precision = Double.isInfinite(high) ? precision * 2 : (low + high) / 2;
      } else {
        high = precision;
        precision = (low + high) / 2;
      }
    }
    return probability;
  }

  private static double gaussian(
      double[] squared, int self, double precision, double[] probability) {
    double nearest = Double.POSITIVE_INFINITY;
    for (int j = 0; j < squared.length; j++) {
      nearest = j == self ? nearest : Math.min(nearest, squared[j]);
    }
    double sum = 0;
    double weighted = 0;
    for (int j = 0; j < squared.length; j++) {
      double distance = squared[j] - nearest;
      probability[j] = j == self ? 0 : Math.exp(-precision * distance);
      sum += probability[j];
      weighted += probability[j] * distance;
    }
    for (int j = 0; j < squared.length; j++) {
      probability[j] /= sum;
    }
    return Math.log(sum) + precision * weighted / sum;
  }

  private static double[] squaredDistances(float[][] rows, int row) {
    double[] squared = new double[rows.length];
    for (int other = 0; other < rows.length; other++) {
      double sum = 0;
      for (int d = 0; d < rows[row].length; d++) {
        double difference = rows[row][d] - rows[other][d];
        sum += difference * difference;
      }
      squared[other] = sum;
    }
    return squared;
  }

  private static double[][] gradient(double[][] affinities, double[][] map, double exaggeration) {
    int count = map.length;
    double total = 0;
    for (int i = 0; i < count; i++) {
      for (int j = 0; j < i; j++) {
        total += 2 * kernel(map[i], map[j]);
      }
    }
    double[][] gradient = new double[count][2];
    for (int i = 0; i < count; i++) {
      for (int j = 0; j < i; j++) {
        double kernel = kernel(map[i], map[j]);
        double force = 4 * (exaggeration * affinities[i][j] - kernel / total) * kernel;
        for (int axis = 0; axis < 2; axis++) {
          double pull = force * (map[i][axis] - map[j][axis]);
          gradient[i][axis] += pull;
          gradient[j][axis] -= pull;
        }
      }
    }
    return gradient;
  }

  /** Student's t with one degree of freedom, unnormalized. */
  private static double kernel(double[] a, double[] b) {
    double dx = a[0] - b[0];
    double dy = a[1] - b[1];
    return 1 / (1 + dx * dx + dy * dy);
  }

  private static void descend(
      double[][] map,
      double[][] velocity,
      double[][] gain,
      double[][] gradient,
      double rate,
      double momentum) {
    for (int i = 0; i < map.length; i++) {
      for (int axis = 0; axis < 2; axis++) {
        boolean turned = velocity[i][axis] * gradient[i][axis] < 0;
        gain[i][axis] = Math.max(turned ? gain[i][axis] + 0.2 : gain[i][axis] * 0.8, 0.01);
        velocity[i][axis] = momentum * velocity[i][axis] - rate * gain[i][axis] * gradient[i][axis];
        map[i][axis] += velocity[i][axis];
      }
    }
  }

  /** The points with the standard deviation of the first axis brought to {@code deviation}. */
  private static double[][] scaled(double[][] points, double deviation) {
    double sum = 0;
    for (double[] point : points) {
      sum += point[0] * point[0];
    }
    double factor = deviation / Math.max(Math.sqrt(sum / points.length), SMALLEST);
    double[][] scaled = new double[points.length][2];
    for (int i = 0; i < points.length; i++) {
      scaled[i][0] = points[i][0] * factor;
      scaled[i][1] = points[i][1] * factor;
    }
    return scaled;
  }
}
