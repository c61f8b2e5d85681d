package org.semblance.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.semblance.method.objective.GoldenTensors;

/** Compares with expected values within a tolerance and remembers the largest deviation by name. */
public final class Deviations {

  private final Map<String, Double> largest = new ConcurrentSkipListMap<>();

  /** Every value within {@code tolerance * max(1, largest expected magnitude)}. */
  public void check(
      String file, String what, double[] actual, double[] expected, double tolerance) {
    assertThat(actual).as(what).hasSameSizeAs(expected);
    double scale = 1;
    for (double value : expected) {
      scale = Math.max(scale, Math.abs(value));
    }
    for (int i = 0; i < expected.length; i++) {
      assertThat(actual[i]).as("%s[%d]", what, i).isCloseTo(expected[i], within(tolerance * scale));
      largest.merge(file, Math.abs(actual[i] - expected[i]) / scale, Math::max);
    }
  }

  public void check(String file, String what, NDArray actual, JsonNode expected, double tolerance) {
    check(file, what, GoldenTensors.doubles(actual), GoldenTensors.doubles(expected), tolerance);
  }

  public void print() {
    largest.forEach((file, deviation) -> System.out.printf("%s %.1e%n", file, deviation));
  }
}
