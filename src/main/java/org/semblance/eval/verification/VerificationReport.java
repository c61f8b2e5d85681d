package org.semblance.eval.verification;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.semblance.eval.metric.Bootstrap;
import org.semblance.eval.metric.Bootstrap.Interval;

/**
 * Verification of all pairs, or of those of some queries.
 *
 * @param metrics {@code roc-auc}, {@code eer}, {@code threshold@eer}, and for each rate of false
 *     accepts, here 10⁻³, {@code tar@1e-3} and {@code threshold@1e-3}; NaN where there are too few
 *     pairs
 * @param intervals 95 % confidence for the shares among them: classes drawn again
 */
public record VerificationReport(
    Map<String, Double> metrics, Map<String, Interval> intervals, RocCurve curve) {

  /**
   * Reads the metrics off the counts.
   *
   * @param rates of false accepts
   * @param amongThemselves whether each pair was counted from both of its rows: a class drawn again
   *     then comes again on both sides
   * @param bootstrap draws the classes for intervals, if they are wanted
   * @param reported the number for people of a score
   */
  public static VerificationReport of(
      MatchScores matches,
      PairCounts counts,
      List<Double> rates,
      boolean amongThemselves,
      Optional<Bootstrap> bootstrap,
      DoubleUnaryOperator reported) {
    RocCurve curve = new RocCurve(matches, counts);
    Map<String, Double> metrics = new LinkedHashMap<>();
    OperatingPoint equal = curve.equalErrors();
    metrics.put("roc-auc", curve.area());
    metrics.put("eer", equal.falseAccepts());
    metrics.put("threshold@eer", reported.applyAsDouble(equal.threshold()));
    for (double rate : rates) {
      OperatingPoint point = curve.atFalseAcceptRate(rate);
      metrics.put("tar@" + name(rate), point.trueAccepts());
      metrics.put("threshold@" + name(rate), reported.applyAsDouble(point.threshold()));
    }
    List<ClassPairs> classes = List.copyOf(counts.classes());
    return new VerificationReport(
        metrics,
        bootstrap
            .map(drawing -> intervals(metrics, classes, rates, amongThemselves, drawing))
            .orElse(Map.of()),
        curve);
  }

  /** What a metric says, in one line for people who meet it for the first time. */
  public String meaning(String metric) {
    if (metric.equals("roc-auc")) {
      return "chance that a matching pair scores above another pair";
    }
    if (metric.equals("eer")) {
      return "share of other pairs accepted where as many matching pairs are refused";
    }
    return metric.startsWith("tar@")
        ? "share of matching pairs accepted where %s of the others are".formatted(cutOff(metric))
        : "the score from which pairs are accepted at " + cutOff(metric);
  }

  private static String cutOff(String metric) {
    return metric.substring(metric.indexOf('@') + 1);
  }

  /** A rate as in the names of metrics: 0.001 is {@code 1e-3}. */
  public static String name(double rate) {
    BigDecimal exact = new BigDecimal(rate).round(new MathContext(12)).stripTrailingZeros();
    int exponent = exact.precision() - exact.scale() - 1;
    return exact.scaleByPowerOfTen(-exponent).toPlainString() + "e" + exponent;
  }

  /**
   * Of a class drawn w times the pairs within count w times, those with other classes to the first
   * order of w − 1.
   */
  private static Map<String, Interval> intervals(
      Map<String, Double> metrics,
      List<ClassPairs> classes,
      List<Double> rates,
      boolean amongThemselves,
      Bootstrap bootstrap) {
    List<String> names = new ArrayList<>(List.of("roc-auc", "eer"));
    rates.forEach(rate -> names.add("tar@" + name(rate)));
    ClassPairs all = ClassPairs.none(0);
    classes.forEach(all::add);
    double[] whole = resample(classes, everyOne(classes.size()), all, false).figures(rates);
    double[][] figures = new double[names.size()][bootstrap.resamples()];
    IntStream.range(0, bootstrap.resamples())
        .parallel()
        .forEach(
            i -> {
              int[] drawn = bootstrap.draw(i, classes.size());
              double[] found = resample(classes, drawn, all, amongThemselves).figures(rates);
              for (int k = 0; k < found.length; k++) {
                figures[k][i] = found[k];
              }
            });
    Map<String, Interval> intervals = new LinkedHashMap<>();
    for (int k = 0; k < whole.length; k++) {
      double value = metrics.getOrDefault(names.get(k), Double.NaN);
      if (!Double.isNaN(value) && classes.size() > 1) {
        Interval coarse = bootstrap.interval(figures[k]);
        double shift = value - whole[k];
        intervals.put(
            names.get(k), new Interval(share(coarse.low() + shift), share(coarse.high() + shift)));
      }
    }
    return intervals;
  }

  private static double share(double value) {
    return Math.max(0, Math.min(1, value));
  }

  private static int[] everyOne(int classes) {
    return IntStream.range(0, classes).toArray();
  }

  private static CoarseCurve resample(
      List<ClassPairs> classes, int[] drawn, ClassPairs all, boolean amongThemselves) {
    double[] matches = new double[PairCounts.CELLS];
    double[] others = new double[PairCounts.CELLS];
    for (int one : drawn) {
      long[] ownMatches = classes.get(one).matches();
      long[] ownOthers = classes.get(one).others();
      for (int cell = 0; cell < PairCounts.CELLS; cell++) {
        matches[cell] += ownMatches[cell];
        others[cell] += ownOthers[cell];
      }
    }
    for (int cell = 0; amongThemselves && cell < PairCounts.CELLS; cell++) {
      others[cell] = 2 * others[cell] - all.others()[cell];
    }
    return new CoarseCurve(matches, others);
  }
}
