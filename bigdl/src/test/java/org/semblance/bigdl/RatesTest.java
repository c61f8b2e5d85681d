package org.semblance.bigdl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.semblance.optim.slice.BigDlSchedule;
import org.semblance.optim.slice.BigDlSchedule.Part;
import org.semblance.optim.slice.SliceStep;

class RatesTest {

  private static final int STEPS_PER_EPOCH = 4;
  private static final int STEPS = 24;

  /** A schedule and what a rate of 0.5 becomes in each step, counted from 0. */
  private record Case(BigDlSchedule schedule, IntToDoubleFunction expected) {

    @Override
    public String toString() {
      return schedule.toString();
    }
  }

  static Stream<Case> cases() {
    return Stream.of(
        new Case(new BigDlSchedule.Default(0.1), step -> 0.5 / (1 + 0.1 * step)),
        new Case(
            new BigDlSchedule.Poly(2, 20),
            step -> step > 20 ? 0 : 0.5 * Math.pow(1 - step / 20.0, 2)),
        new Case(new BigDlSchedule.Step(5, 0.5), step -> 0.5 * power(0.5, step / 5)),
        new Case(
            new BigDlSchedule.MultiStep(List.of(3, 10), 0.1),
            step -> 0.5 * power(0.1, step < 3 ? 0 : step < 10 ? 1 : 2)),
        new Case(new BigDlSchedule.EpochStep(2, 0.5), step -> 0.5 * power(0.5, epoch(step) / 2)),
        new Case(
            new BigDlSchedule.EpochDecay(List.of(2, 4)), step -> 0.5 * tenths(epoch(step), 2, 4)),
        new Case(
            new BigDlSchedule.WarmUpEpochDecay(6, 0.01, List.of(3)),
            step -> step < 6 ? 0.5 + 0.01 * step : 0.56 * tenths(epoch(step), 3, 99)),
        new Case(
            new BigDlSchedule.NaturalExp(3, 0.2),
            step -> 0.5 * Math.exp(-0.2 * Math.floorDiv(step, 3))),
        new Case(
            new BigDlSchedule.Exponential(3, 0.9, false), step -> 0.5 * Math.pow(0.9, step / 3.0)),
        new Case(
            new BigDlSchedule.Exponential(3, 0.9, true),
            step -> 0.5 * power(0.9, Math.floorDiv(step, 3))),
        new Case(new BigDlSchedule.WarmUp(0.1), step -> 0.5 + 0.1 * step),
        new Case(
            // Each part lasts one step longer than it says, as BigDL counts.
            new BigDlSchedule.Sequence(
                STEPS_PER_EPOCH,
                List.of(
                    new Part(new BigDlSchedule.WarmUp(0.1), 5),
                    new Part(new BigDlSchedule.Step(4, 0.5), 100))),
            step -> step <= 5 ? 0.5 + 0.1 * step : power(0.5, (step - 5) / 4)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void followBigDl(Case shape) {
    Rates rates = new Rates(shape.schedule());
    for (int step = 0; step < STEPS; step++) {
      double expected = 0.25 * shape.expected().applyAsDouble(step);
      assertThat(rates.of(now(step))).as("step %d", step).isCloseTo(expected, within(1e-12));
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void areTheSameAfterARestart(Case shape) {
    Rates rates = new Rates(shape.schedule());
    for (int step = 0; step < STEPS; step++) {
      assertThat(new Rates(shape.schedule()).of(now(step))).isEqualTo(rates.of(now(step)));
    }
  }

  private static SliceStep now(int step) {
    return new SliceStep(0.5, 0.25, 0, step + 1, step / STEPS_PER_EPOCH);
  }

  /** As BigDL counts, from 1. */
  private static int epoch(int step) {
    return 1 + step / STEPS_PER_EPOCH;
  }

  private static double power(double base, int exponent) {
    return Math.pow(base, exponent);
  }

  private static double tenths(int epoch, int first, int second) {
    return epoch < first ? 1 : epoch < second ? 0.1 : 0.01;
  }
}
