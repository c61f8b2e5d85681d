package org.semblance.eval.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ClusteringReportTest {

  private static final double TOLERANCE = 1e-12;

  private static int[] random(int count, int bound, long seed) {
    return new SplittableRandom(seed).ints(count, 0, bound).toArray();
  }

  @Test
  void theExampleOfTheJavadoc() {
    ClusteringReport report =
        ClusteringReport.of(Contingency.of(new int[] {0, 0, 1, 1}, new int[] {0, 0, 0, 1}));
    assertThat(report.nmi()).isCloseTo(0.344, within(5e-4));
    assertThat(report.precision()).isCloseTo(1.0 / 3, within(TOLERANCE));
    assertThat(report.recall()).isEqualTo(0.5);
    assertThat(report.f1()).isCloseTo(0.4, within(TOLERANCE));
  }

  @Test
  void clustersThatAreTheClassesAgreeFully() {
    int[] labels = random(500, 20, 1);
    int[] renamed = Arrays.stream(labels).map(label -> 97 - label).toArray();
    ClusteringReport report = ClusteringReport.of(Contingency.of(labels, renamed));
    assertThat(report.nmi()).isCloseTo(1, within(TOLERANCE));
    assertThat(report.ami()).isCloseTo(1, within(1e-9));
    assertThat(report.adjustedRand()).isEqualTo(1);
    assertThat(report.f1()).isEqualTo(1);
  }

  @Test
  void agreementIsSymmetric() {
    int[] labels = random(400, 9, 2);
    int[] clusters = random(400, 13, 3);
    ClusteringReport one = ClusteringReport.of(Contingency.of(labels, clusters));
    ClusteringReport other = ClusteringReport.of(Contingency.of(clusters, labels));
    assertThat(one.nmi()).isCloseTo(other.nmi(), within(TOLERANCE));
    assertThat(one.ami()).isCloseTo(other.ami(), within(1e-10));
    assertThat(one.f1()).isCloseTo(other.f1(), within(TOLERANCE));
  }

  @Test
  void chanceHasAnAdjustedInformationNearZero() {
    ClusteringReport report =
        ClusteringReport.of(Contingency.of(random(20_000, 50, 4), random(20_000, 50, 5)));
    assertThat(report.ami()).isCloseTo(0, within(0.002));
    assertThat(report.adjustedRand()).isCloseTo(0, within(0.002));
  }

  @Test
  void manySmallClassesTakeLittleTime() {
    int[] labels = random(60_000, 11_316, 6);
    int[] clusters = random(60_000, 11_316, 7);
    ClusteringReport report = ClusteringReport.of(Contingency.of(labels, clusters));
    assertThat(report.nmi()).isGreaterThan(0.8);
    assertThat(report.ami()).isCloseTo(0, within(0.01));
  }
}
