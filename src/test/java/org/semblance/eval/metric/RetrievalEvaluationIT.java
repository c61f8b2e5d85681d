package org.semblance.eval.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.semblance.eval.search.EmbeddingSet;
import org.semblance.eval.search.Similarity;
import org.semblance.math.ScalarKernel;
import org.semblance.math.Seeds;

class RetrievalEvaluationIT {

  private static final RetrievalOptions COSINE = RetrievalOptions.cosine(1, 2, 4, 8);

  @Test
  void aPerfectEmbeddingHasOneEverywhere() {
    float[] vectors = {1, 0, 1, 0, 0, 1, 0, 1, -1, 0, -1, 0};
    RetrievalReport report = evaluate(vectors, 2, new int[] {0, 0, 1, 1, 2, 2});
    assertThat(report.micro().values()).containsOnly(1.0);
    assertThat(report.macro().values()).containsOnly(1.0);
  }

  @Test
  void countsQueriesWithoutMatchAndLeavesThemOut() {
    float[] vectors = {1, 0, 1, 0.1f, 0, 1};
    RetrievalReport report = evaluate(vectors, 2, new int[] {4, 4, 9});
    assertThat(report.queries()).isEqualTo(3);
    assertThat(report.queriesWithoutMatch()).isOne();
    assertThat(report.recallAt(1)).isEqualTo(1);
  }

  @Test
  void withoutAnyMatchEveryMeanIsNaN() {
    RetrievalReport report = evaluate(new float[] {1, 0, 0, 1}, 2, new int[] {0, 1});
    assertThat(report.micro().values()).allMatch(value -> value.isNaN());
  }

  @Test
  void breaksTiesTowardsSmallerId() {
    float[] vectors = {1, 1, 1};
    int[] labels = {0, 1, 0};
    RetrievalReport first =
        RetrievalEvaluation.of(vectors, 1, new long[] {10, 30, 20}, labels, COSINE);
    assertThat(first.recallAt(1)).isEqualTo(1);
    RetrievalReport second =
        RetrievalEvaluation.of(vectors, 1, new long[] {10, 20, 30}, labels, COSINE);
    assertThat(second.recallAt(1)).isEqualTo(0.5);
  }

  @Test
  void aZeroVectorScoresZeroAgainstAll() {
    float[] vectors = {0, 0, 1, 0, -1, 0};
    RetrievalReport report = evaluate(vectors, 2, new int[] {0, 1, 0});
    // Row 0 ties both others at 0 and sees row 1 first; row 2 prefers 0 to the opposite row 1.
    assertThat(report.recallAt(1)).isEqualTo(0.5);
  }

  @Test
  void aCutOffBeyondTheGalleryFindsEverything() {
    RetrievalOptions options = RetrievalOptions.cosine(1000);
    float[] vectors = {1, 0, 0, 1, 1, 0.1f, 0.1f, 1};
    int[] labels = {0, 0, 1, 1};
    RetrievalReport report =
        RetrievalEvaluation.of(vectors, 2, new long[] {0, 1, 2, 3}, labels, options);
    assertThat(report.recallAt(1000)).isEqualTo(1);
  }

  @Test
  void oneClassHasOneEverywhere() {
    RetrievalReport report = evaluate(random(20 * 3, 1), 3, new int[20]);
    assertThat(report.micro().values()).containsOnly(1.0);
  }

  @ParameterizedTest
  @EnumSource(Ranking.class)
  void agreesWithSortingTheWholeGallery(Ranking ranking) {
    for (Convention convention : Convention.values()) {
      for (Similarity similarity : Similarity.values()) {
        RetrievalOptions options =
            new RetrievalOptions(similarity, convention, ranking, List.of(1, 3, 10));
        EmbeddingSet set = clustered(300, 6, 17);
        RetrievalReport expected = BruteForce.evaluate(set, set, options);
        RetrievalEvaluation evaluation = new RetrievalEvaluation(options, new ScalarKernel());
        assertThat(evaluation.self(set)).usingRecursiveComparison().isEqualTo(expected);
        assertThat(evaluation.between(set, set)).usingRecursiveComparison().isEqualTo(expected);
      }
    }
  }

  @Test
  void agreesWithSortingForQueriesPartlyInsideTheGallery() {
    EmbeddingSet all = clustered(400, 5, 23);
    EmbeddingSet queries = part(all, 0, 150);
    EmbeddingSet gallery = part(all, 90, 400);
    RetrievalOptions options =
        new RetrievalOptions(Similarity.L2, Convention.PML, Ranking.FULL, List.of(1, 5));
    assertThat(new RetrievalEvaluation(options, new ScalarKernel()).between(queries, gallery))
        .usingRecursiveComparison()
        .isEqualTo(BruteForce.evaluate(queries, gallery, options));
  }

  @Test
  void rowsOfOneSequenceAreNoNeighbors() {
    EmbeddingSet plain = clustered(200, 4, 9);
    int[] sequences = IntStream.range(0, 200).map(i -> i % 5 == 0 ? -1 : i / 3).toArray();
    EmbeddingSet set =
        new EmbeddingSet(
            plain.vectors(), plain.dimension(), plain.ids(), plain.labels(), sequences);
    RetrievalOptions options =
        new RetrievalOptions(Similarity.COSINE, Convention.OML, Ranking.FULL, List.of(1, 5));
    RetrievalEvaluation evaluation = new RetrievalEvaluation(options, new ScalarKernel());
    RetrievalReport expected = BruteForce.evaluate(set, set, options);
    assertThat(evaluation.self(set)).usingRecursiveComparison().isEqualTo(expected);
    assertThat(evaluation.between(set, set)).usingRecursiveComparison().isEqualTo(expected);
  }

  @Test
  void theOrderOfTheRowsChangesNothing() {
    EmbeddingSet set = clustered(500, 7, 40);
    long[] places = IntStream.range(0, 500).asLongStream().toArray();
    long[] order = Seeds.permuted(places, Seeds.key(3, Seeds.Use.SHUFFLE));
    float[] vectors = new float[set.vectors().length];
    long[] ids = new long[500];
    int[] labels = new int[500];
    for (int i = 0; i < 500; i++) {
      int from = (int) order[i];
      System.arraycopy(set.vectors(), from * 7, vectors, i * 7, 7);
      ids[i] = set.ids()[from];
      labels[i] = set.labels()[from];
    }
    assertThat(RetrievalEvaluation.of(vectors, 7, ids, labels, COSINE))
        .usingRecursiveComparison()
        .isEqualTo(RetrievalEvaluation.of(set.vectors(), 7, set.ids(), set.labels(), COSINE));
  }

  @Test
  void rejectsAnIdThatOccursTwice() {
    assertThatThrownBy(
            () ->
                RetrievalEvaluation.of(
                    new float[] {1, 2}, 1, new long[] {7, 7}, new int[2], COSINE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("ids must be unique, got 7 twice");
  }

  @Test
  void rejectsNaN() {
    assertThatThrownBy(() -> evaluate(new float[] {1, Float.NaN}, 1, new int[2]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("vectors must be finite, got NaN or infinity");
  }

  private static RetrievalReport evaluate(float[] vectors, int dimension, int[] labels) {
    long[] ids = IntStream.range(0, labels.length).asLongStream().toArray();
    return RetrievalEvaluation.of(vectors, dimension, ids, labels, COSINE);
  }

  /** Rows around class centers on a coarse grid, so that there are exact ties and duplicates. */
  private static EmbeddingSet clustered(int rows, int dimension, int classes) {
    SplittableRandom random = new SplittableRandom(rows);
    float[] vectors = new float[rows * dimension];
    int[] labels = new int[rows];
    long[] ids = new long[rows];
    for (int i = 0; i < rows; i++) {
      labels[i] = random.nextInt(classes);
      ids[i] = (rows - i) * 5_000_000_000L;
      for (int k = 0; k < dimension; k++) {
        int center = (labels[i] * 7 + k * 3) % 5 - 2;
        vectors[i * dimension + k] = center + random.nextInt(-2, 3);
      }
    }
    return EmbeddingSet.of(vectors, dimension, ids, labels);
  }

  private static EmbeddingSet part(EmbeddingSet set, int from, int to) {
    int dimension = set.dimension();
    return EmbeddingSet.of(
        Arrays.copyOfRange(set.vectors(), from * dimension, to * dimension),
        dimension,
        Arrays.copyOfRange(set.ids(), from, to),
        Arrays.copyOfRange(set.labels(), from, to));
  }

  private static float[] random(int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.nextDouble(-1, 1);
    }
    return values;
  }
}
