package org.semblance.eval.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.semblance.eval.search.Similarity;
import org.semblance.fault.SemblanceException;

/** What metrics say of themselves. */
class RetrievalMetricTest {

  /** Of a metric of somebody else's, which says nothing of its limits. */
  private record HitRank(double value) implements RetrievalMetric {

    @Override
    public String name() {
      return "hit-rank";
    }

    @Override
    public String meaning() {
      return "how early the first match comes";
    }

    @Override
    public double of(RankedMatches query) {
      return value;
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          R          | R          | map@r | precision averaged over the matches among the first R, R = all matches
          CLASS_SIZE | CLASS_SIZE | map@c | precision averaged over the matches among the first C, C = the size of the class with the query, divided by the size of the class with the query
          K          | HITS       | map@5 | precision averaged over the matches among the first 5, divided by how many these are
          ALL        | R          | map   | precision averaged over the matches in the whole gallery
          """)
  void anAveragePrecisionSaysItsDepthAndItsDivisor(
      AveragePrecision.Depth depth, AveragePrecision.Divisor divisor, String name, String meaning) {
    AveragePrecision metric = new AveragePrecision(depth, divisor, 5);
    assertThat(metric.name()).isEqualTo(name);
    assertThat(metric.meaning()).isEqualTo(meaning);
  }

  @Test
  void aReciprocalRankSaysHowDeepItLooks() {
    assertThat(new ReciprocalRank(8).meaning())
        .isEqualTo("one over the rank of the nearest match, 0 if it is not among the first 8");
    assertThat(new ReciprocalRank(0)).isEqualTo(new ReciprocalRank(RankLimits.NONE));
    assertThat(new ReciprocalRank(0).meaning()).isEqualTo("one over the rank of the nearest match");
  }

  @ParameterizedTest
  @EnumSource
  void everyMetricOfAConventionHasANameAndAMeaningOfItsOwn(Convention convention) {
    for (Ranking ranking : Ranking.values()) {
      List<RetrievalMetric> metrics = convention.metrics(ranking, List.of(1, 4));
      assertThat(metrics).extracting(RetrievalMetric::name).doesNotHaveDuplicates();
      assertThat(metrics)
          .extracting(RetrievalMetric::meaning)
          .doesNotHaveDuplicates()
          .allMatch(meaning -> meaning.length() > 10);
    }
  }

  @Test
  void ranksAreCountedAsDeepAsTheMetricsLook() {
    assertThat(RankLimits.of(options(Convention.PML, Ranking.TOP))).isEqualTo(new RankLimits(4, 0));
    assertThat(RankLimits.of(options(Convention.OML, Ranking.TOP))).isEqualTo(new RankLimits(4, 4));
    assertThat(RankLimits.of(options(Convention.PML, Ranking.FIRST)))
        .isEqualTo(new RankLimits(RankLimits.NONE, 0));
    assertThat(RankLimits.of(options(Convention.OML, Ranking.FULL)))
        .isEqualTo(new RankLimits(RankLimits.NONE, RankLimits.NONE));
    assertThat(RankLimits.of(options(Convention.PML, Ranking.TOP, new PrecisionAtK(9))))
        .isEqualTo(new RankLimits(9, 9));
    assertThat(RankLimits.of(options(Convention.PML, Ranking.TOP, new HitRank(1))))
        .isEqualTo(new RankLimits(RankLimits.NONE, RankLimits.NONE));
  }

  @Test
  void aFurtherMetricIsMeasuredLast() {
    assertThat(options(Convention.PML, Ranking.TOP, new HitRank(0.5)).metrics())
        .last()
        .isEqualTo(new HitRank(0.5));
  }

  @Test
  void aNameIsMeasuredOnce() {
    assertThatThrownBy(() -> options(Convention.PML, Ranking.TOP, new RecallAtK(4)))
        .hasMessage("metrics must have names that are not measured yet, got recall@4");
  }

  @ParameterizedTest
  @CsvSource({"-0.5", "2"})
  void aValueBeyondTheUnitIntervalIsRefused(double value) {
    List<RetrievalMetric> metrics = List.of(new HitRank(value));
    RankedMatches query = new RankedMatches(new int[] {1}, 1, 5);
    MetricTally tally = new MetricTally(1);
    assertThatThrownBy(() -> tally.add(query, metrics, Convention.PML))
        .isInstanceOf(SemblanceException.class)
        .hasMessage("the metric hit-rank must be from 0 to 1 for each query, got " + value);
  }

  @Test
  void aQueryWithoutValueIsLeftOut() {
    MetricTally tally = new MetricTally(1);
    RankedMatches query = new RankedMatches(new int[] {1}, 1, 5);
    tally.add(query, List.of(new HitRank(Double.NaN)), Convention.PML);
    tally.add(query, List.of(new HitRank(0.25)), Convention.PML);
    assertThat(tally.count(0)).isEqualTo(1);
    assertThat(tally.mean(0)).isEqualTo(0.25);
  }

  private static RetrievalOptions options(
      Convention convention, Ranking ranking, RetrievalMetric... further) {
    return new RetrievalOptions(
        Similarity.COSINE, convention, ranking, List.of(1, 4), List.of(further));
  }
}
