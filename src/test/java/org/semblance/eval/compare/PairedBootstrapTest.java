package org.semblance.eval.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.semblance.eval.compare.Difference.Verdict;
import org.semblance.eval.metric.Bootstrap;

class PairedBootstrapTest {

  private static final PairedBootstrap BOOTSTRAP = new PairedBootstrap(new Bootstrap(1000, 1));

  @Test
  void aModelDoesNotDifferFromItself() {
    List<ClassMean> classes = List.of(new ClassMean(0.5, 4), new ClassMean(0.9, 7));
    assertThat(BOOTSTRAP.of(classes, classes)).isEqualTo(new Difference(0, 0, 0));
  }

  @Test
  void classesWithoutAQueryThatCountsChangeNothing() {
    List<ClassMean> base = List.of(new ClassMean(0.5, 4), new ClassMean(0.9, 7));
    List<ClassMean> other = List.of(new ClassMean(0.75, 4), new ClassMean(0.8, 7));
    ClassMean none = new ClassMean(Double.NaN, 0);
    double expected = (0.75 * 4 + 0.8 * 7) / 11 - (0.5 * 4 + 0.9 * 7) / 11;
    assertThat(BOOTSTRAP.of(base, other).value()).isCloseTo(expected, within(1e-15));
    List<ClassMean> baseAndNone = List.of(base.get(0), base.get(1), none);
    List<ClassMean> otherAndNone = List.of(other.get(0), other.get(1), none);
    assertThat(BOOTSTRAP.of(baseAndNone, otherAndNone).value()).isCloseTo(expected, within(1e-15));
  }

  @Test
  void oneClassHasNoInterval() {
    Difference difference =
        BOOTSTRAP.of(List.of(new ClassMean(0.5, 4)), List.of(new ClassMean(1, 4)));
    assertThat(difference.value()).isEqualTo(0.5);
    assertThat(difference.low()).isNaN();
    assertThat(difference.verdict()).isEqualTo(Verdict.UNDECIDED);
  }

  @Test
  void theVerdictIsWhereTheWholeIntervalIs() {
    assertThat(new Difference(0.1, 0.01, 0.2).verdict()).isEqualTo(Verdict.BETTER);
    assertThat(new Difference(-0.1, -0.2, -0.01).verdict()).isEqualTo(Verdict.WORSE);
    assertThat(new Difference(0.1, -0.01, 0.2).verdict()).isEqualTo(Verdict.UNDECIDED);
  }

  @Test
  void refusesDifferentClasses() {
    assertThatThrownBy(() -> BOOTSTRAP.of(List.of(), List.of(new ClassMean(1, 4))))
        .hasMessage("both must have the same classes, got 0 and 1");
  }

  @ParameterizedTest
  @CsvSource({"1, 12.7062", "2, 4.3027", "3, 3.1824", "4, 2.7764", "9, 2.2622", "99, 1.9842"})
  void studentsQuantiles(int freedom, double tabulated) {
    assertThat(PairedBootstrap.studentQuantile(freedom))
        .isCloseTo(tabulated, within(0.003 * tabulated));
  }
}
