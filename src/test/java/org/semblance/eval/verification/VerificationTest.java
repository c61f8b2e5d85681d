package org.semblance.eval.verification;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.semblance.eval.metric.Bootstrap;
import org.semblance.eval.metric.Bootstrap.Interval;
import org.semblance.eval.search.EmbeddingSet;
import org.semblance.eval.search.Similarity;

/** The worked example of the Javadoc, and what holds for every set of pairs. */
class VerificationTest {

  private static RocCurve example() {
    MatchScores matches = MatchScores.of(List.of(new float[] {3, 1}, new float[] {2}));
    PairCounts counts = new PairCounts(matches);
    for (float score : new float[] {0, 2, -0.0f, 0}) {
      counts.others()[matches.placeOf(score)]++;
    }
    return new RocCurve(matches, counts);
  }

  @Test
  void areaAndOperatingPointsOfTheExample() {
    RocCurve curve = example();
    assertThat(curve.area()).isEqualTo(0.875);
    assertThat(curve.points(9))
        .containsExactly(
            new OperatingPoint(0, 1 / 3.0, 3),
            new OperatingPoint(0.25, 2 / 3.0, 2),
            new OperatingPoint(0.25, 1, 1));
    assertThat(curve.atFalseAcceptRate(0.25)).isEqualTo(new OperatingPoint(0.25, 1, 1));
    // From (0.25, 2/3) straight up: there 1/4 of the others are accepted and 1/4 of the matches
    // refused.
    assertThat(curve.equalErrors().falseAccepts()).isCloseTo(0.25, within(1e-15));
  }

  @Test
  void aRateThatTooFewPairsCanShowIsUndefined() {
    assertThat(example().atFalseAcceptRate(0.2).trueAccepts()).isNaN();
  }

  @Test
  void noThresholdIsHighEnoughWhereAnotherPairScoresHighest() {
    MatchScores matches = MatchScores.of(List.of(new float[] {1}));
    PairCounts counts = new PairCounts(matches);
    counts.others()[matches.placeOf(5)] += 2;
    OperatingPoint point = new RocCurve(matches, counts).atFalseAcceptRate(0.5);
    assertThat(point.trueAccepts()).isZero();
    assertThat(point.threshold()).isNaN();
  }

  @Test
  void withoutMatchesOrOthersAllIsUndefined() {
    MatchScores none = MatchScores.of(List.of());
    RocCurve curve = new RocCurve(none, new PairCounts(none));
    assertThat(curve.area()).isNaN();
    assertThat(curve.equalErrors().falseAccepts()).isNaN();
    assertThat(curve.atFalseAcceptRate(0.1).trueAccepts()).isNaN();
  }

  @Test
  void placesAreThoseOfABinarySearch() {
    SplittableRandom random = new SplittableRandom(4);
    float[] scores = new float[3000];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = (float) Math.pow(random.nextDouble(), 5) * (random.nextBoolean() ? 1 : -2);
    }
    MatchScores matches = MatchScores.of(List.of(scores));
    float[] sorted = scores.clone();
    Arrays.sort(sorted);
    for (int i = 0; i < 20_000; i++) {
      float score = i < 3000 ? scores[i] : (float) (random.nextDouble() * 4 - 2.5);
      int found = Arrays.binarySearch(sorted, score);
      assertThat(matches.placeOf(score)).isEqualTo(found >= 0 ? 2 * found + 1 : -2 * (found + 1));
    }
  }

  @Test
  void infiniteScoresHavePlacesToo() {
    MatchScores matches =
        MatchScores.of(List.of(new float[] {Float.NEGATIVE_INFINITY, 0, Float.MAX_VALUE}));
    assertThat(matches.placeOf(Float.NEGATIVE_INFINITY)).isEqualTo(1);
    assertThat(matches.placeOf(-1)).isEqualTo(2);
    assertThat(matches.placeOf(0)).isEqualTo(3);
    assertThat(matches.placeOf(Float.POSITIVE_INFINITY)).isEqualTo(6);
  }

  @Test
  void intervalsHoldTheFiguresAndNarrowWithMoreClasses() {
    VerificationReport few = report(12);
    VerificationReport many = report(120);
    for (String name : List.of("roc-auc", "eer", "tar@1e-2")) {
      Interval wide = requireNonNull(few.intervals().get(name), name);
      Interval narrow = requireNonNull(many.intervals().get(name), name);
      assertThat(requireNonNull(many.metrics().get(name))).isBetween(narrow.low(), narrow.high());
      assertThat(narrow.high() - narrow.low()).isLessThan(wide.high() - wide.low());
    }
    assertThat(many.intervals()).doesNotContainKey("threshold@eer");
  }

  private static VerificationReport report(int classes) {
    SplittableRandom random = new SplittableRandom(classes);
    int rows = classes * 6;
    float[] vectors = new float[rows * 4];
    int[] labels = new int[rows];
    long[] ids = new long[rows];
    double[] center = new double[4];
    for (int i = 0; i < rows; i++) {
      ids[i] = i;
      labels[i] = i / 6;
      for (int k = 0; k < 4; k++) {
        center[k] = i % 6 == 0 ? random.nextDouble(-1, 1) : center[k];
        vectors[4 * i + k] = (float) (center[k] + random.nextDouble(-0.5, 0.5));
      }
    }
    EmbeddingSet set = EmbeddingSet.of(vectors, 4, ids, labels);
    PairsInMemory pairs = PairsInMemory.of(set, set, Similarity.COSINE);
    return VerificationReport.of(
        pairs.matches(),
        pairs.counts(),
        List.of(0.01),
        true,
        Optional.of(new Bootstrap(400, 1)),
        s -> s);
  }

  @Test
  void ratesAreNamedByTheirPowerOfTen() {
    assertThat(List.of(0.001, 1e-6, 0.05, 0.015, 0.5).stream().map(VerificationReport::name))
        .containsExactly("1e-3", "1e-6", "5e-2", "1.5e-2", "5e-1");
  }
}
