package org.semblance.eval.search;

import java.io.Serializable;
import org.semblance.math.SumGrid;
import org.semblance.math.Vectors;

/**
 * π: how far rows lie from their own class, beside how far classes lie from each other.
 *
 * <p>{@code π_intra} is the mean cosine distance over ordered pairs of different rows of a class,
 * then the mean over classes of at least two rows. {@code π_inter} is the mean cosine distance over
 * ordered pairs of different classes between their mean rows, each scaled to length 1. {@code
 * π_ratio = π_intra / π_inter}, the density of the space. Both come from sums of vectors, without
 * pairs: {@code Σ_{i≠j} xᵢ·xⱼ = |Σ x|² − Σ |x|²}.
 *
 * <p>Example: classes {(1,0), (0,1)} and {(−1,0), (0,−1)}: π_intra = 1, π_inter = 2, ratio ½.
 * Source: Roth et al., 2020, section 5.1. The sums are order-free; blocks are joined by {@link
 * #merge}.
 */
public final class ClassSpread implements Serializable {

  private static final long serialVersionUID = 1L;
  // Up to a million classes: sums of terms of at most 2.
  private static final SumGrid GRID = SumGrid.of(2, 1 << 24);
  // A smaller distance between classes is what rounding leaves of none.
  private static final double RESOLUTION = 1e-6;

  private final int dimension;
  private final double[] directions;
  private double squaredDirections;
  private double distances;
  private long classes;
  private long classesWithPairs;

  public ClassSpread(int dimension) {
    this.dimension = dimension;
    this.directions = new double[dimension];
  }

  /** Adds a block; a class must not be split over blocks. */
  public void add(LabeledRows block) {
    for (int from = 0, end; from < block.count(); from = end) {
      end = block.classEnd(from);
      addClass(block.rows().values(), from, end);
    }
  }

  private void addClass(float[] values, int from, int to) {
    double[] sum = new double[dimension];
    double[] unitSum = new double[dimension];
    float[] unit = new float[dimension];
    double squares = 0;
    for (int row = from; row < to; row++) {
      System.arraycopy(values, row * dimension, unit, 0, dimension);
      Vectors.normalize(unit, 0, dimension);
      for (int k = 0; k < dimension; k++) {
        sum[k] += values[row * dimension + k];
        unitSum[k] += unit[k];
        squares += (double) unit[k] * unit[k];
      }
    }
    long count = (long) to - from;
    if (count > 1) {
      classesWithPairs++;
      distances += GRID.round(1 - (square(unitSum) - squares) / (count * (count - 1.0)));
    }
    addDirection(sum, Math.sqrt(square(sum)));
  }

  private static double square(double[] vector) {
    double square = 0;
    for (double value : vector) {
      square += value * value;
    }
    return square;
  }

  private void addDirection(double[] sum, double length) {
    classes++;
    for (int k = 0; k < dimension && length > 0; k++) {
      double component = sum[k] / length;
      directions[k] += GRID.round(component);
      squaredDirections += GRID.round(component * component);
    }
  }

  /** Adds the classes of {@code other}. */
  public ClassSpread merge(ClassSpread other) {
    for (int k = 0; k < dimension; k++) {
      directions[k] += other.directions[k];
    }
    squaredDirections += other.squaredDirections;
    distances += other.distances;
    classes += other.classes;
    classesWithPairs += other.classesWithPairs;
    return this;
  }

  /** NaN if no class has two rows. */
  public double intra() {
    return distances / classesWithPairs;
  }

  /** NaN for fewer than two classes. */
  public double inter() {
    return classes < 2
        ? Double.NaN
        : 1 - (square(directions) - squaredDirections) / (classes * (classes - 1.0));
  }

  /** {@code intra / inter}; NaN where the mean rows of all classes point the same way. */
  public double ratio() {
    return inter() > RESOLUTION ? intra() / inter() : Double.NaN;
  }
}
