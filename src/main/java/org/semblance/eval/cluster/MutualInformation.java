package org.semblance.eval.cluster;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.DoubleStream;

/** Entropies and mutual information of a contingency table, in nats. */
final class MutualInformation {

  // Below this share of its largest value a term of the hypergeometric sum is left out.
  private static final double NEGLIGIBLE = 1e-18;

  private MutualInformation() {}

  /** {@code −Σ (n/N) ln(n/N)}. */
  static double entropy(Collection<Long> sizes, long rows) {
    return orderFreeSum(
        sizes.stream().mapToDouble(size -> -(double) size / rows * Math.log((double) size / rows)));
  }

  /** {@code Σ (n_ij/N) ln(n_ij N / (a_i b_j))}. */
  static double of(Contingency table) {
    Map<Integer, Long> labels = table.labelSizes();
    Map<Integer, Long> clusters = table.clusterSizes();
    double rows = table.rows();
    return orderFreeSum(
        table.cells().stream()
            .mapToDouble(
                cell -> {
                  double a = labels.getOrDefault(cell.label(), 0L);
                  double b = clusters.getOrDefault(cell.cluster(), 0L);
                  return cell.count() / rows * Math.log(cell.count() * rows / (a * b));
                }));
  }

  /** Whatever numbers the classes go by: terms are added in ascending order. */
  private static double orderFreeSum(DoubleStream terms) {
    return terms.sorted().sum();
  }

  /**
   * The mutual information to expect of random clusterings with the same sizes: {@code Σ_ij Σ_n
   * (n/N) ln(n N / (a_i b_j)) P(n)}, P hypergeometric. A term depends on the sizes alone, so it is
   * computed once per pair of distinct sizes. Source: Vinh et al., 2010, equation 24a.
   */
  static double expected(Contingency table) {
    Map<Long, Long> labels = bySize(table.labelSizes().values());
    Map<Long, Long> clusters = bySize(table.clusterSizes().values());
    long rows = table.rows();
    double sum = 0;
    for (Map.Entry<Long, Long> a : labels.entrySet()) {
      for (Map.Entry<Long, Long> b : clusters.entrySet()) {
        double pairs = (double) a.getValue() * b.getValue();
        sum += pairs * expectedTerm(a.getKey(), b.getKey(), rows);
      }
    }
    return sum;
  }

  private static Map<Long, Long> bySize(Collection<Long> sizes) {
    Map<Long, Long> counts = new TreeMap<>();
    sizes.forEach(size -> counts.merge(size, 1L, Long::sum));
    return counts;
  }

  /** Starts at the mode, where P is largest, and walks both ways by the ratio of neighbors. */
  private static double expectedTerm(long a, long b, long rows) {
    long lowest = Math.max(0, a + b - rows);
    long highest = Math.min(a, b);
    long mode = (long) Math.floor((a + 1.0) * (b + 1.0) / (rows + 2.0));
    long start = Math.max(lowest, Math.min(highest, mode));
    double rest = (double) rows - a - b;
    double peak = probability(start, a, b, rows);
    double sum = 0;
    double p = peak;
    for (double n = start; n <= highest && p > NEGLIGIBLE * peak; n++) {
      sum += term(n, (double) a * b, (double) rows) * p;
      p *= (a - n) * (b - n) / ((n + 1) * (rest + n + 1));
    }
    p = peak;
    for (double n = start; n > lowest && p > NEGLIGIBLE * peak; n--) {
      p *= n * (rest + n) / ((a - n + 1) * (b - n + 1));
      sum += term(n - 1, (double) a * b, (double) rows) * p;
    }
    return sum;
  }

  private static double term(double n, double sizes, double rows) {
    return n == 0 ? 0 : n / rows * Math.log(n * rows / sizes);
  }

  private static double probability(long n, long a, long b, long rows) {
    return Math.exp(
        LogFactorial.of(a)
            + LogFactorial.of(b)
            + LogFactorial.of(rows - a)
            + LogFactorial.of(rows - b)
            - LogFactorial.of(rows)
            - LogFactorial.of(n)
            - LogFactorial.of(a - n)
            - LogFactorial.of(b - n)
            - LogFactorial.of(rows - a - b + n));
  }
}
