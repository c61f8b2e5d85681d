package org.semblance.eval.cluster;

import java.math.BigInteger;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How well clusters agree with classes, from the contingency table alone.
 *
 * <p>With entropies H in nats and mutual information I: {@code NMI = I / mean(H_classes,
 * H_clusters)}, arithmetic mean (Song et al., 2016; scikit-learn ≥ 0.22), or the geometric one;
 * {@code AMI = (I − E[I]) / (mean − E[I])} (Vinh et al., 2010), which unlike NMI is 0 for clusters
 * of single rows. Pairwise: TP are the pairs that share class and cluster, precision is TP over the
 * pairs that share the cluster, recall over those that share the class, F1 their harmonic mean, NaN
 * where no cluster has two rows. The adjusted Rand index is Hubert and Arabie's (1985).
 *
 * <p>Example: classes (0,0,1,1), clusters (0,0,0,1): H = 0.693 and 0.562, I = 0.216, NMI = 0.344;
 * TP = 1, precision 1/3, recall 1/2, F1 = 0.4.
 *
 * @param clusters clusters that are not empty
 */
public record ClusteringReport(
    double nmi,
    double nmiGeometric,
    double ami,
    double amiGeometric,
    double adjustedRand,
    double precision,
    double recall,
    double f1,
    long rows,
    int classes,
    int clusters) {

  /** What the {@link #metrics} say, in one line each. */
  public static final Map<String, String> MEANINGS =
      Map.of(
          "nmi", "agreement of k-means clusters with classes (arithmetic mean)",
          "nmi-geometric", "the same with the geometric mean",
          "ami", "agreement of clusters with classes, corrected for chance",
          "ari", "agreement of pairs of images, corrected for chance",
          "f1", "pairs of one class found in one cluster: precision and recall");

  private static final double EPSILON = Math.ulp(1.0);

  /** The report on a table that is not empty. */
  public static ClusteringReport of(Contingency table) {
    Collection<Long> labels = table.labelSizes().values();
    Collection<Long> clusters = table.clusterSizes().values();
    long rows = table.rows();
    double information = MutualInformation.of(table);
    double expected = MutualInformation.expected(table);
    double labelEntropy = MutualInformation.entropy(labels, rows);
    double clusterEntropy = MutualInformation.entropy(clusters, rows);
    boolean undivided = labels.size() == 1 && clusters.size() == 1;
    double arithmetic = (labelEntropy + clusterEntropy) / 2;
    double geometric = Math.sqrt(labelEntropy * clusterEntropy);
    BigInteger together = pairs(table.cells().stream().map(Contingency.Cell::count).toList());
    BigInteger sameLabel = pairs(labels);
    BigInteger sameCluster = pairs(clusters);
    return new ClusteringReport(
        normalized(information, arithmetic, undivided),
        normalized(information, geometric, undivided),
        adjusted(information, expected, arithmetic, undivided),
        adjusted(information, expected, geometric, undivided),
        adjustedRand(together, sameLabel, sameCluster, rows),
        ratio(together, sameCluster),
        ratio(together, sameLabel),
        f1(together, sameLabel, sameCluster),
        rows,
        labels.size(),
        clusters.size());
  }

  /** By the names of a report: {@code nmi}, {@code ami}, {@code ari}, {@code f1}. */
  public Map<String, Double> metrics() {
    Map<String, Double> metrics = new LinkedHashMap<>();
    metrics.put("nmi", nmi);
    metrics.put("nmi-geometric", nmiGeometric);
    metrics.put("ami", ami);
    metrics.put("ari", adjustedRand);
    metrics.put("f1", f1);
    return metrics;
  }

  private static double normalized(double information, double mean, boolean undivided) {
    if (undivided) {
      return 1;
    }
    return information <= EPSILON ? 0 : information / Math.max(mean, EPSILON);
  }

  private static double adjusted(
      double information, double expected, double mean, boolean undivided) {
    if (undivided) {
      return 1;
    }
    double range = mean - expected;
    double bounded = range < 0 ? Math.min(range, -EPSILON) : Math.max(range, EPSILON);
    return (information - expected) / bounded;
  }

  private static double adjustedRand(
      BigInteger together, BigInteger sameLabel, BigInteger sameCluster, long rows) {
    if (together.equals(sameLabel) && together.equals(sameCluster)) {
      return 1;
    }
    double all = rows * (rows - 1.0) / 2;
    double expected = sameLabel.doubleValue() * sameCluster.doubleValue() / all;
    double most = (sameLabel.doubleValue() + sameCluster.doubleValue()) / 2;
    return (together.doubleValue() - expected) / (most - expected);
  }

  private static double f1(BigInteger together, BigInteger sameLabel, BigInteger sameCluster) {
    if (sameCluster.signum() == 0) {
      return Double.NaN;
    }
    return 2 * together.doubleValue() / sameLabel.add(sameCluster).doubleValue();
  }

  private static double ratio(BigInteger part, BigInteger whole) {
    return part.doubleValue() / whole.doubleValue();
  }

  /** {@code Σ n (n − 1) / 2}. */
  private static BigInteger pairs(Collection<Long> sizes) {
    BigInteger sum = BigInteger.ZERO;
    for (long size : sizes) {
      sum = sum.add(BigInteger.valueOf(size).multiply(BigInteger.valueOf(size - 1)).shiftRight(1));
    }
    return sum;
  }
}
