package org.semblance.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.semblance.eval.metric.Bootstrap.Interval;
import org.semblance.evaluate.EvaluationCounts;
import org.semblance.evaluate.EvaluationResult;
import org.semblance.evaluate.write.WorstQuery;
import org.semblance.report.ReportData.HardQuery;
import org.semblance.report.ReportData.Metric;

class EvaluationTablesTest {

  private static final EvaluationCounts COUNTS =
      new EvaluationCounts(9001, 800, 6000, 9002, 13, 614, 512, 2, 3, 5);

  private static EvaluationTables tables(EvaluationCounts counts) {
    return new EvaluationTables(
        new EvaluationResult(
            Map.of("recall@1", 0.5),
            Map.of("recall@1", Double.NaN),
            Map.of("recall@1", new Interval(0.45, 0.55)),
            Map.of(),
            counts,
            Map.of(),
            List.of(
                new WorstQuery(1L << 60, "bee", 4, 0, 0), new WorstQuery("x", "wasp", 4, 9, 0.1)),
            List.of(),
            List.of(),
            Map.of(),
            Map.of("recall@1", "of the metric itself")),
        1);
  }

  @Test
  void saysOfHowManyQueriesASampleIs() {
    assertThat(tables(COUNTS).summary())
        .isEqualTo(
            "800 of 6,000 queries (a sample) of 614 classes against 9,002 images, 512 dimensions");
    EvaluationCounts all = new EvaluationCounts(800, 800, 800, 800, 0, 614, 512, 0, 0, 0);
    assertThat(tables(all).summary())
        .isEqualTo("800 queries of 614 classes against 800 images, 512 dimensions");
  }

  @Test
  void showsEveryCount() throws ReflectiveOperationException {
    for (RecordComponent component : EvaluationCounts.class.getRecordComponents()) {
      long value = ((Number) component.getAccessor().invoke(COUNTS)).longValue();
      assertThat(tables(COUNTS).counts())
          .as(component.getName())
          .anyMatch(count -> count.value().equals(String.format(Locale.ROOT, "%,d", value)));
    }
  }

  @Test
  void putsTheIntervalBesideTheFigure() {
    Metric metric = tables(COUNTS).metrics().get(0);
    assertThat(metric.low()).isEqualTo(0.45);
    assertThat(metric.high()).isEqualTo(0.55);
    assertThat(metric.macro()).isNull();
  }

  /** A number beyond 2⁵³ would lose digits in a script. */
  @Test
  void namesTheWorstQueriesByTheirIdsAsText() {
    assertThat(tables(COUNTS).worst())
        .containsExactly(new HardQuery("1152921504606846976", "bee", 4, 0, 0));
  }
}
