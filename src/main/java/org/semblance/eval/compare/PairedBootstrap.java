package org.semblance.eval.compare;

import java.util.List;
import org.semblance.eval.metric.Bootstrap;
import org.semblance.eval.metric.Bootstrap.Interval;

/**
 * Differences of means over the same queries, with 95 % intervals: whole classes are drawn again,
 * the same ones for both models, so that what makes a class hard for either cancels.
 *
 * <p>Percentiles of a bootstrap are too narrow for few classes. They are moved away from the
 * difference by √(C/(C−1)) · t / z, where C is the number of classes, t the quantile of Student's
 * distribution with C − 1 degrees of freedom and z the normal one. Source: Hesterberg, What
 * Teachers Should Know About the Bootstrap, 2015, section 5.3 (expanded percentile interval).
 */
public record PairedBootstrap(Bootstrap drawing) {

  private static final double NORMAL_QUANTILE = 1.959964;

  /**
   * The mean of {@code other} minus that of {@code base}.
   *
   * @param base by class
   * @param other the same classes in the same order
   */
  public Difference of(List<ClassMean> base, List<ClassMean> other) {
    if (base.size() != other.size()) {
      throw new IllegalArgumentException(
          "both must have the same classes, got %d and %d".formatted(base.size(), other.size()));
    }
    int classes = base.size();
    double value = difference(base, other, everyOne(classes));
    if (classes < 2 || Double.isNaN(value)) {
      return new Difference(value, Double.NaN, Double.NaN);
    }
    double[] differences = new double[drawing.resamples()];
    for (int i = 0; i < differences.length; i++) {
      double drawn = difference(base, other, drawing.draw(i, classes));
      // None of the classes that were drawn has a query that counts.
      differences[i] = Double.isNaN(drawn) ? value : drawn;
    }
    Interval percentiles = drawing.interval(differences);
    double wider = expansion(classes);
    return new Difference(
        value,
        value + wider * (percentiles.low() - value),
        value + wider * (percentiles.high() - value));
  }

  private static int[] everyOne(int classes) {
    int[] all = new int[classes];
    for (int i = 0; i < classes; i++) {
      all[i] = i;
    }
    return all;
  }

  private static double difference(List<ClassMean> base, List<ClassMean> other, int[] drawn) {
    double baseSum = 0;
    double baseQueries = 0;
    double otherSum = 0;
    double otherQueries = 0;
    for (int one : drawn) {
      baseSum += base.get(one).sum();
      baseQueries += base.get(one).queries();
      otherSum += other.get(one).sum();
      otherQueries += other.get(one).queries();
    }
    return otherSum / otherQueries - baseSum / baseQueries;
  }

  static double expansion(int classes) {
    return Math.sqrt(classes / (classes - 1.0)) * studentQuantile(classes - 1) / NORMAL_QUANTILE;
  }

  /**
   * The 97.5 % quantile of Student's distribution: exact for 1 and 2 degrees of freedom, else an
   * expansion in their inverse, right to 0.3 % for 3 and better beyond. Source: Abramowitz and
   * Stegun, Handbook of Mathematical Functions, 26.7.5.
   */
  static double studentQuantile(int freedom) {
    if (freedom == 1) {
      return 12.706205;
    }
    if (freedom == 2) {
      return 4.302653;
    }
    double z = NORMAL_QUANTILE;
    double z2 = z * z;
    double v = freedom;
    double first = z * (z2 + 1) / 4;
    double second = z * ((5 * z2 + 16) * z2 + 3) / 96;
    double third = z * (((3 * z2 + 19) * z2 + 17) * z2 - 15) / 384;
    double fourth = z * ((((79 * z2 + 776) * z2 + 1482) * z2 - 1920) * z2 - 945) / 92160;
    return z + (first + (second + (third + fourth / v) / v) / v) / v;
  }
}
