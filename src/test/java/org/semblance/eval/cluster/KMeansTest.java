package org.semblance.eval.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.semblance.eval.cluster.Initialization.Candidates;
import org.semblance.math.Rows;
import org.semblance.math.SumGrid;

class KMeansTest {

  private static final int DIMENSION = 5;

  /** Four tight groups, row i in group i % 4. */
  private static Rows groups(int count) {
    SplittableRandom random = new SplittableRandom(1);
    float[] values = new float[count * DIMENSION];
    for (int i = 0; i < count; i++) {
      for (int k = 0; k < DIMENSION; k++) {
        double center = k == i % 4 ? 10 : 0;
        values[i * DIMENSION + k] = (float) (center + random.nextDouble(-1, 1));
      }
    }
    return Rows.of(values, DIMENSION);
  }

  private static int[] ties(int count) {
    return IntStream.range(0, count).toArray();
  }

  @Test
  void plusPlusFindsTightGroups() {
    KMeansSettings settings = new KMeansSettings(20, Initialization.PLUS_PLUS, 3);
    Clustering clustering = KMeans.fit(groups(80), ties(80), 4, settings);
    int[] labels = IntStream.range(0, 80).map(i -> i % 4).toArray();
    ClusteringReport report = ClusteringReport.of(Contingency.of(labels, clustering.clusters()));
    assertThat(report.nmi()).isEqualTo(1);
    assertThat(report.f1()).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(Initialization.class)
  void startsAlikeForAnyBlocksAndOrder(Initialization initialization) {
    Rows rows = groups(60);
    Centroids whole = initialization.choose(List.of(new Candidates(rows, ties(60))), 7, 5);
    int[] backwards = IntStream.range(0, 60).map(i -> 59 - i).toArray();
    Rows reversed = rows.pick(backwards);
    List<Candidates> blocks =
        List.of(
            new Candidates(reversed.slice(0, 20), Arrays.copyOfRange(backwards, 0, 20)),
            new Candidates(reversed.slice(20, 60), Arrays.copyOfRange(backwards, 20, 60)));
    assertThat(initialization.choose(blocks, 7, 5).values()).isEqualTo(whole.values());
    assertThat(initialization.choose(blocks, 7, 6).values()).isNotEqualTo(whole.values());
  }

  @ParameterizedTest
  @EnumSource(Initialization.class)
  void equalRowsGiveOneCenter(Initialization initialization) {
    float[] values = {1, 2, 1, 2, 3, 4, 1, 2};
    Candidates rows = new Candidates(Rows.of(values, 2), ties(4));
    assertThat(initialization.choose(List.of(rows), 3, 1).count()).isEqualTo(2);
  }

  @Test
  void sumsOfPartsAddUpToTheSameBits() {
    Rows rows = groups(50);
    int[] clusters = IntStream.range(0, 50).map(i -> i % 3).toArray();
    SumGrid grid = SumGrid.of(KMeans.largest(rows), 50);
    Centroids previous = new Centroids(DIMENSION, new float[3 * DIMENSION]);
    ClusterSums whole = new ClusterSums(0, 3, DIMENSION, grid);
    whole.add(rows, clusters);
    ClusterSums tail = new ClusterSums(0, 3, DIMENSION, grid);
    tail.add(rows.slice(17, 50), Arrays.copyOfRange(clusters, 17, 50));
    ClusterSums head = new ClusterSums(0, 3, DIMENSION, grid);
    head.add(rows.slice(0, 17), Arrays.copyOfRange(clusters, 0, 17));
    assertThat(tail.merge(head).means(previous)).isEqualTo(whole.means(previous));
  }

  @Test
  void anEmptyClusterKeepsItsCenter() {
    Rows rows = Rows.of(new float[] {0, 1, 2, 3}, 1);
    Centroids start = new Centroids(1, new float[] {1, 1000});
    Clustering clustering = KMeans.lloyd(rows, start, 5);
    assertThat(clustering.centroids().values()).containsExactly(1.5f, 1000);
    assertThat(clustering.clusters()).containsOnly(0);
  }

  @Test
  void rowsHalfwayGoToTheLowerCluster() {
    Rows rows = Rows.of(new float[] {0, -2, 2}, 1);
    Centroids start = new Centroids(1, new float[] {2, -2});
    assertThat(KMeans.lloyd(rows, start, 1).clusters()[0]).isZero();
  }
}
