package org.semblance.eval.verification;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The receiver operating characteristic over all pairs, exact: the share of matching pairs accepted
 * over the share of other pairs accepted, for every threshold.
 *
 * <p>Example: matching pairs score 3, 2, 1, others 2, 0, 0, 0. The area is (4 + 3.5 + 3) / 12 =
 * 0.875. With a threshold of 3 no other pair is accepted and a third of the matches, with 2 a
 * quarter of the others and two thirds.
 *
 * <p>Source: Fawcett, An introduction to ROC analysis, 2006; scores that tie count half.
 */
public final class RocCurve {

  private final MatchScores matches;
  private final long[] others;
  private final long matchCount;
  private final long otherCount;

  public RocCurve(MatchScores matches, PairCounts counts) {
    this.matches = matches;
    this.others = counts.others();
    long sum = 0;
    for (int j = 0; j < matches.distinct(); j++) {
      sum += matches.count(j);
    }
    this.matchCount = sum;
    this.otherCount = Arrays.stream(others).sum();
  }

  /** Matching pairs. */
  public long matchCount() {
    return matchCount;
  }

  /** Pairs of different classes. */
  public long otherCount() {
    return otherCount;
  }

  /** The chance that a matching pair scores above another pair; NaN where either is missing. */
  public double area() {
    double area = 0;
    long above = matchCount;
    for (int j = 0; j < matches.distinct(); j++) {
      area += (double) others[2 * j] * above;
      above -= matches.count(j);
      area += others[2 * j + 1] * (above + matches.count(j) / 2.0);
    }
    return area / matchCount / otherCount;
  }

  /**
   * The lowest matching score as threshold that accepts no more than a share of the other pairs.
   * All NaN where there are too few pairs to tell: fewer than {@code 1 / rate} others, or no match.
   */
  public OperatingPoint atFalseAcceptRate(double rate) {
    if (matchCount == 0 || otherCount * rate < 1) {
      return new OperatingPoint(Double.NaN, Double.NaN, Float.NaN);
    }
    long accepted = 0;
    long falselyAccepted = others[2 * matches.distinct()];
    OperatingPoint best = new OperatingPoint(0, 0, Float.NaN);
    for (int j = matches.distinct() - 1; j >= 0; j--) {
      accepted += matches.count(j);
      falselyAccepted += others[2 * j + 1];
      if (falselyAccepted > rate * otherCount) {
        break;
      }
      best = point(falselyAccepted, accepted, j);
      falselyAccepted += others[2 * j];
    }
    return best;
  }

  private OperatingPoint point(long falselyAccepted, long accepted, int j) {
    return new OperatingPoint(
        (double) falselyAccepted / otherCount, (double) accepted / matchCount, matches.score(j));
  }

  /**
   * What matching scores do as thresholds, the highest first; of many scores about {@code most},
   * the first and the last among them.
   */
  public List<OperatingPoint> points(int most) {
    List<OperatingPoint> points = new ArrayList<>();
    int stride = Math.max(1, (matches.distinct() + most - 1) / most);
    long accepted = 0;
    long falselyAccepted = others[2 * matches.distinct()];
    for (int j = matches.distinct() - 1; j >= 0; j--) {
      accepted += matches.count(j);
      falselyAccepted += others[2 * j + 1];
      if (j % stride == 0 || j == matches.distinct() - 1) {
        points.add(point(falselyAccepted, accepted, j));
      }
      falselyAccepted += others[2 * j];
    }
    return points;
  }

  /**
   * Where as large a share of others is accepted as of matches is refused, on straight lines
   * between the thresholds; {@code threshold} is the matching score at or above it. All NaN where
   * matches or others are missing.
   */
  public OperatingPoint equalErrors() {
    if (matchCount == 0 || otherCount == 0) {
      return new OperatingPoint(Double.NaN, Double.NaN, Float.NaN);
    }
    double x = (double) others[2 * matches.distinct()] / otherCount;
    double y = 0;
    float threshold = matches.score(matches.distinct() - 1);
    if (x >= 1) {
      return new OperatingPoint(1, 0, threshold);
    }
    for (int j = matches.distinct() - 1; j >= 0; j--) {
      double right = (double) others[2 * j + 1] / otherCount;
      double up = (double) matches.count(j) / matchCount;
      if (x + y + right + up >= 1) {
        double part = (1 - x - y) / (right + up);
        return new OperatingPoint(x + part * right, y + part * up, matches.score(j));
      }
      x += right;
      y += up;
      double gap = (double) others[2 * j] / otherCount;
      if (x + y + gap >= 1) {
        return new OperatingPoint(1 - y, y, matches.score(j));
      }
      x += gap;
    }
    return new OperatingPoint(x, y, matches.score(0));
  }
}
