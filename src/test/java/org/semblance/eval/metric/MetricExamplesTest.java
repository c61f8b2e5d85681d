package org.semblance.eval.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The worked examples of the Javadoc, and what holds for every list. */
class MetricExamplesTest {

  private static final RankedMatches MATCHES = new RankedMatches(new int[] {1, 3, 7}, 3, 20);

  @Test
  void averagePrecisions() {
    assertThat(AveragePrecision.atR().of(MATCHES)).isCloseTo(5.0 / 9, within(1e-12));
    assertThat(AveragePrecision.full().of(MATCHES))
        .isCloseTo((1 + 2.0 / 3 + 3.0 / 7) / 3, within(1e-12));
    assertThat(AveragePrecision.atKByHits(5).of(MATCHES)).isCloseTo(5.0 / 6, within(1e-12));
  }

  @Test
  void aPerfectRankingByClassSizeFallsShortOfOne() {
    RankedMatches perfect = new RankedMatches(new int[] {1, 2, 3}, 3, 20);
    assertThat(AveragePrecision.atClassSize().of(perfect)).isEqualTo(0.75);
    assertThat(AveragePrecision.atR().of(perfect)).isEqualTo(1);
  }

  @Test
  void recallPrecisionAndReciprocalRank() {
    RankedMatches late = new RankedMatches(new int[] {2, 5}, 2, 20);
    assertThat(new RecallAtK(1).of(late)).isZero();
    assertThat(new RecallAtK(2).of(late)).isOne();
    assertThat(new RPrecision().of(late)).isEqualTo(0.5);
    assertThat(new PrecisionAtK(5).of(late)).isOne();
    assertThat(new ReciprocalRank(RankLimits.NONE).of(late)).isEqualTo(0.5);
    assertThat(new ReciprocalRank(1).of(late)).isZero();
  }

  @Test
  void talliesOfPartsAddUpToTheSameBits() {
    List<RetrievalMetric> metrics = List.of(AveragePrecision.full(), new RPrecision());
    MetricTally whole = new MetricTally(2);
    MetricTally odd = new MetricTally(2);
    MetricTally even = new MetricTally(2);
    for (int i = 1; i <= 100; i++) {
      RankedMatches query = new RankedMatches(new int[] {i, i + 3}, 2 + i % 3, 200);
      whole.add(query, metrics, Convention.PML);
      (i % 2 == 0 ? even : odd).add(query, metrics, Convention.PML);
    }
    odd.merge(even);
    assertThat(odd).usingRecursiveComparison().isEqualTo(whole);
  }

  @Test
  void theBootstrapCoversTheMeanAndNarrowsWithMoreClasses() {
    Bootstrap bootstrap = new Bootstrap(500, 3);
    Bootstrap.Interval few = bootstrap.intervals(classes(20), 1).get(0);
    Bootstrap.Interval many = bootstrap.intervals(classes(500), 1).get(0);
    assertThat(0.5).isBetween(few.low(), few.high()).isBetween(many.low(), many.high());
    assertThat(many.high() - many.low()).isLessThan((few.high() - few.low()) / 2);
  }

  private static List<ClassScores> classes(int count) {
    List<RetrievalMetric> recall = List.of(new RecallAtK(1));
    return IntStream.range(0, count)
        .mapToObj(
            label -> {
              MetricTally tally = new MetricTally(1);
              for (int i = 0; i < 4; i++) {
                int rank = label % 2 == 0 ? 1 : 2;
                tally.add(new RankedMatches(new int[] {rank}, 3, 50), recall, Convention.PML);
              }
              return new ClassScores(label, tally);
            })
        .toList();
  }
}
