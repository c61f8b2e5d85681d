package org.semblance.bigdl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.semblance.optim.Adam;
import org.semblance.optim.Lars;
import org.semblance.optim.Sgd;
import org.semblance.optim.UpdateRule;
import org.semblance.optim.slice.BigDlMethod;
import org.semblance.optim.slice.BigDlSchedule;
import org.semblance.optim.slice.SliceOptimizer;
import org.semblance.optim.slice.SliceStep;

class BigDlOptimizerTest {

  private static final int LENGTH = 37;
  private static final int START = 5;
  private static final int STEPS = 8;
  private static final double RATE = 0.05;
  private static final double DECAY = 0.01;
  private static final BigDlSchedule PLAIN = new BigDlSchedule.Default(0);
  private static final BigDlEngine ENGINE = new BigDlEngine();

  /** A method's step on one number, as BigDL's code writes it. */
  private interface Formula {

    /**
     * The number after update {@code t}, counted from 1.
     *
     * @param g gradient with weight decay
     * @param s what is kept between steps, at first zeros
     */
    double step(double p, double g, double[] s, int t);
  }

  private record Case(BigDlMethod method, Formula formula) {

    @Override
    public String toString() {
      return method.toString();
    }
  }

  private record Same(BigDlMethod method, UpdateRule rule) {}

  static Stream<Case> cases() {
    return Stream.of(
        new Case(
            new BigDlMethod.Sgd(0.9, 0.3, false, PLAIN),
            (p, g, s, t) -> {
              s[0] = t == 1 ? g : 0.9 * s[0] + 0.7 * g;
              return p - RATE * s[0];
            }),
        new Case(
            new BigDlMethod.Sgd(0.9, 0, true, PLAIN),
            (p, g, s, t) -> {
              s[0] = 0.9 * s[0] + g;
              return p - RATE * (g + 0.9 * s[0]);
            }),
        new Case(new BigDlMethod.Sgd(0, 0, false, PLAIN), (p, g, s, t) -> p - RATE * g),
        new Case(
            new BigDlMethod.Adam(0.9, 0.99, 1e-2),
            (p, g, s, t) -> {
              s[0] = 0.9 * s[0] + 0.1 * g;
              s[1] = 0.99 * s[1] + 0.01 * g * g;
              double size = RATE * Math.sqrt(1 - Math.pow(0.99, t)) / (1 - Math.pow(0.9, t));
              return p - size * s[0] / (Math.sqrt(s[1]) + 1e-2);
            }),
        new Case(
            new BigDlMethod.Adagrad(),
            (p, g, s, t) -> {
              s[0] += g * g;
              return p - RATE * g / (Math.sqrt(s[0]) + 1e-10);
            }),
        new Case(
            new BigDlMethod.Adadelta(0.9, 1e-4),
            (p, g, s, t) -> {
              s[0] = 0.9 * s[0] + 0.1 * g * g;
              double delta = Math.sqrt(s[1] + 1e-4) / Math.sqrt(s[0] + 1e-4) * g;
              s[1] = 0.9 * s[1] + 0.1 * delta * delta;
              return p - delta;
            }),
        new Case(
            new BigDlMethod.RmsProp(0.9, 1e-3),
            (p, g, s, t) -> {
              s[0] = 0.9 * s[0] + 0.1 * g * g;
              return p - RATE * g / (Math.sqrt(s[0]) + 1e-3);
            }),
        new Case(
            new BigDlMethod.Adamax(0.9, 0.99, 1e-3),
            (p, g, s, t) -> {
              s[0] = 0.9 * s[0] + 0.1 * g;
              s[1] = Math.max(0.99 * s[1], Math.abs(g) + 1e-3);
              return p - RATE / (1 - Math.pow(0.9, t)) * s[0] / s[1];
            }),
        new Case(new BigDlMethod.Ftrl(-0.5, 0.1, 0.02, 0.03, 0), ftrl(0)),
        new Case(new BigDlMethod.Ftrl(-0.5, 0.1, 0.02, 0.03, 0.04), ftrl(0.04)),
        new Case(
            new BigDlMethod.Lars(0.9, 0.001, PLAIN),
            (p, g, s, t) -> {
              s[0] = 0.9 * s[0] + RATE * g;
              return p - s[0];
            }));
  }

  private static Formula ftrl(double shrinkage) {
    return (p, g, s, t) -> {
      double slope = g + 2 * shrinkage * p;
      double before = t == 1 ? 0.1 : s[0];
      s[0] = before + slope * slope;
      s[1] += slope - (Math.sqrt(s[0]) - Math.sqrt(before)) / RATE * p;
      double quadratic = 2 * 0.03 + Math.sqrt(s[0]) / RATE;
      return Math.abs(s[1]) > 0.02 ? (Math.signum(s[1]) * 0.02 - s[1]) / quadratic : 0;
    };
  }

  static Stream<Same> same() {
    return Stream.of(
        new Same(new BigDlMethod.Sgd(0.9, 0, false, PLAIN), new Sgd(0.9, false)),
        new Same(new BigDlMethod.Sgd(0.9, 0, true, PLAIN), new Sgd(0.9, true)),
        new Same(new BigDlMethod.Lars(0.9, 0.001, PLAIN), new Lars(0.9, 0.001)),
        // Where epsilon does not matter, neither does its place.
        new Same(new BigDlMethod.Adam(0.9, 0.99, 1e-12), new Adam(0.9, 0.99, 1e-12)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void stepsAsBigDlWritesIt(Case shape) {
    float[] values = draw(0);
    double[] expected = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      expected[i] = values[i];
    }
    double[][] state = new double[values.length][2];
    SliceOptimizer optimizer = ENGINE.optimizer(shape.method(), LENGTH);
    for (int t = 1; t <= STEPS; t++) {
      float[] gradients = draw(t);
      for (int i = START; i < START + LENGTH; i++) {
        double gradient = gradients[i] + DECAY * expected[i];
        expected[i] = shape.formula().step(expected[i], gradient, state[i], t);
      }
      optimizer.update(values, gradients, START, step(t));
    }
    for (int i = 0; i < values.length; i++) {
      assertThat((double) values[i]).isCloseTo(expected[i], within(2e-5));
    }
    assertThat(optimizer.moments().keySet()).containsExactlyElementsOf(shape.method().moments());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("same")
  void agreesWithTheRuleOfOurs(Same shape) {
    float[] values = draw(0);
    float[] ours = values.clone();
    SliceOptimizer optimizer = ENGINE.optimizer(shape.method(), LENGTH);
    SliceOptimizer own = shape.rule().slice(LENGTH);
    for (int t = 1; t <= STEPS; t++) {
      optimizer.update(values, draw(t), START, step(t));
      own.update(ours, draw(t), START, step(t));
    }
    assertThat(values).containsExactly(ours, within(1e-6f));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void goesOnFromItsMoments(Case shape) {
    float[] whole = draw(0);
    float[] halves = draw(0);
    SliceOptimizer uninterrupted = ENGINE.optimizer(shape.method(), LENGTH);
    SliceOptimizer first = ENGINE.optimizer(shape.method(), LENGTH);
    SliceOptimizer second = ENGINE.optimizer(shape.method(), LENGTH);
    for (int t = 1; t <= STEPS; t++) {
      uninterrupted.update(whole, draw(t), START, step(t));
      if (t == STEPS / 2) {
        first
            .moments()
            .forEach(
                (name, moment) -> {
                  float[] target = second.moments().getOrDefault(name, new float[0]);
                  System.arraycopy(moment, 0, target, 0, LENGTH);
                });
      }
      (t < STEPS / 2 ? first : second).update(halves, draw(t), START, step(t));
    }
    assertThat(Arrays.equals(halves, whole)).isTrue();
  }

  private static SliceStep step(int update) {
    return new SliceStep(RATE, 1, DECAY, update, 0);
  }

  private static float[] draw(int seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] values = new float[START + LENGTH + 3];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextDouble(-2, 2);
    }
    return values;
  }
}
