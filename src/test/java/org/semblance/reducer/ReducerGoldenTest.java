package org.semblance.reducer;

import static org.semblance.GoldenJson.longs;
import static org.semblance.GoldenJson.number;
import static org.semblance.GoldenJson.vector;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.semblance.Deviations;
import org.semblance.GoldenCase;
import org.semblance.loss.Probe;
import org.semblance.tensor.TorchEngine;

/** Reducers against pytorch-metric-learning, which computes these cases in float32. */
class ReducerGoldenTest {

  private static final Deviations DEVIATIONS = new Deviations();

  /** The peer adds small numbers to its divisors and works in float32. */
  private static final double TOLERANCE = 1e-6;

  @AfterAll
  static void print() {
    DEVIATIONS.print();
  }

  @TestFactory
  Stream<DynamicTest> equalsPml() {
    return GoldenCase.in("pml_", "reducers", file -> true)
        .map(each -> each.test("", () -> compare(each)));
  }

  private static void compare(GoldenCase each) {
    try (NDManager manager = TorchEngine.start(1).newBaseManager()) {
      NDArray values = manager.create(vector(each.get("losses")));
      NDArray labels = manager.create(longs(each.get("labels")));
      boolean pairs = each.get("indices").get(0).isArray();
      NDArray terms = pairs ? placed(values, each.get("indices"), labels.size()) : values;
      NDArray counts =
          pairs ? placed(values.onesLike(), each.get("indices"), labels.size()) : terms.onesLike();
      DEVIATIONS.check(
          each.file().name() + " reducers | float64",
          each.name(),
          Probe.doubles(reducer(each).reduce(terms, counts, labels)),
          new double[] {number(each.get("expected"))},
          TOLERANCE);
    }
  }

  private static NDArray placed(NDArray values, JsonNode indices, long rows) {
    NDArray result = values.getManager().zeros(new Shape(rows, rows), DataType.FLOAT64);
    for (int i = 0; i < values.size(); i++) {
      NDIndex cell = new NDIndex(indices.get(0).get(i).asLong(), indices.get(1).get(i).asLong());
      result.set(cell, values.getDouble(i));
    }
    return result;
  }

  private static Reducer reducer(GoldenCase each) {
    double[] numbers = numbers(each.name());
    return switch (each.name().replaceFirst("_.*", "")) {
      case "MeanReducer" -> new Reducer.Mean();
      case "SumReducer" -> new Reducer.Sum();
      case "AvgNonZeroReducer" -> new Reducer.NonZeroMean();
      case "ThresholdReducer" -> new Reducer.ThresholdMean(numbers[0], numbers[1]);
      case "DivisorReducer" -> new Reducer.Divisor(numbers[0]);
      case "ClassWeightedReducer" -> new Reducer.ClassWeighted(weights(each));
      case "PerAnchorReducer" -> new Reducer.PerAnchor();
      default -> throw new IllegalArgumentException("unknown reducer " + each.name());
    };
  }

  /** The file leaves the weights of its classes out: they are 1, 2, 3 ... */
  private static List<Double> weights(GoldenCase each) {
    if (each.node().has("weights")) {
      return Arrays.stream(vector(each.get("weights"))).boxed().toList();
    }
    return Stream.iterate(1.0, weight -> weight + 1).limit(each.get("labels").size()).toList();
  }

  private static double[] numbers(String name) {
    Matcher matcher = Pattern.compile("_[a-z]*([0-9.]+)").matcher(name);
    return matcher.results().mapToDouble(found -> Double.parseDouble(found.group(1))).toArray();
  }
}
