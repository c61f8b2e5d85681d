package org.semblance.loss;

import static org.semblance.GoldenJson.flat;
import static org.semblance.GoldenJson.longs;
import static org.semblance.GoldenJson.matrix;
import static org.semblance.GoldenJson.number;
import static org.semblance.GoldenJson.throughNormalization;
import static org.semblance.GoldenJson.transposed;
import static org.semblance.GoldenJson.vector;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.semblance.Deviations;
import org.semblance.GoldenFiles;
import org.semblance.GoldenFiles.Golden;
import org.semblance.miner.Comparison;
import org.semblance.miner.Triplets;

/** Losses against pytorch-metric-learning: values and gradients of rows and of loss tensors. */
class PmlLossGoldenTest {

  private static final Deviations DEVIATIONS = new Deviations();

  @AfterAll
  static void print() {
    DEVIATIONS.print();
  }

  @TestFactory
  Stream<DynamicTest> equalsPml() {
    return GoldenFiles.matching("pml_", PmlLossGoldenTest::hasLosses).stream()
        .flatMap(
            golden ->
                StreamSupport.stream(golden.content().get("cases").spliterator(), false)
                    .flatMap(
                        each ->
                            Stream.of(DataType.FLOAT64, DataType.FLOAT32)
                                .map(type -> test(golden, each, type))));
  }

  @TestFactory
  Stream<DynamicTest> equalsPmlWithSeparateReferences() {
    return GoldenFiles.matching("pml_", file -> file.has("query_reference_cases")).stream()
        .flatMap(
            golden ->
                StreamSupport.stream(
                        golden.content().get("query_reference_cases").spliterator(), false)
                    .map(
                        each ->
                            DynamicTest.dynamicTest(
                                golden.name() + " " + each.get("name").asText(),
                                () -> compareReferences(golden, each))));
  }

  private static void compareReferences(Golden golden, JsonNode each) {
    double[][] rows = matrix(golden.content().get("batches").get("A_balanced").get("embeddings"));
    long[] labels = longs(golden.content().get("batches").get("A_balanced").get("labels"));
    int queries = each.get("expected_grad_query").size();
    PairLoss loss = (PairLoss) PmlLosses.of(each.get("loss").asText(), each.get("params"));
    Map<String, double[][]> leaves = new LinkedHashMap<>();
    leaves.put("query", Arrays.copyOfRange(rows, 0, queries));
    leaves.put("reference", Arrays.copyOfRange(rows, queries, rows.length));
    Probe probe =
        Probe.of(
            DataType.FLOAT64,
            leaves,
            of -> {
              NDManager manager = of.get("query").getManager();
              NDArray queryLabels = manager.create(Arrays.copyOfRange(labels, 0, queries));
              NDArray others = manager.create(Arrays.copyOfRange(labels, queries, labels.length));
              return loss.evaluate(
                  Comparison.between(of.get("query"), queryLabels, of.get("reference"), others),
                  Map.of());
            });
    String name = each.get("name").asText();
    String row = golden.name() + " (separate references) | float64";
    double[] expected = {number(each.get("expected_loss"))};
    DEVIATIONS.check(row + " value", name, new double[] {probe.value()}, expected, 1e-9);
    for (String side : leaves.keySet()) {
      double[] gradient = flat(matrix(each.get("expected_grad_" + side)));
      DEVIATIONS.check(row + " gradient", name, probe.gradient(side), gradient, 1e-8);
    }
  }

  private static DynamicTest test(Golden golden, JsonNode each, DataType type) {
    return DynamicTest.dynamicTest(
        golden.name() + " " + each.get("name").asText() + " " + type,
        () -> compare(golden, each, type));
  }

  private static void compare(Golden golden, JsonNode each, DataType type) {
    JsonNode batch = golden.content().get("batches").get(each.get("batch").asText());
    long[] labels = longs(batch.get("labels"));
    MetricLoss loss = PmlLosses.of(each.get("loss").asText(), each.get("params"));
    PmlSettings settings = new PmlSettings(each.get("params"));
    Map<String, double[][]> leaves = new LinkedHashMap<>();
    leaves.put("rows", matrix(batch.get("embeddings")));
    if (each.has("weights")) {
      leaves.put(weightsName(each), weights(each, each.get("weights")));
    }
    Probe probe =
        Probe.of(
            type,
            leaves,
            of -> {
              NDArray rows = of.get("rows");
              NDArray classes = rows.getManager().create(labels);
              NDArray value =
                  isGiven(each)
                      ? ((PairLoss) loss).evaluate(given(each, rows, classes), of.arrays())
                      : loss.evaluate(rows, classes, of.arrays(), 0);
              return value.add(settings.embeddingPenalty(rows));
            });
    check(golden, each, type, probe);
  }

  private static boolean hasLosses(JsonNode file) {
    JsonNode first = file.path("cases").path(0);
    return file.has("batches") && first.has("loss") && first.has("expected_loss");
  }

  /** Tuples that the file prescribes, rather than a miner. */
  private static boolean isGiven(JsonNode each) {
    return each.path("indices_tuple").path("source").asText().equals("given");
  }

  private static Comparison given(JsonNode each, NDArray rows, NDArray labels) {
    Comparison all = Comparison.within(rows, labels);
    JsonNode values = each.get("indices_tuple").get("values");
    Triplets triplets =
        new Triplets(
            rows.getManager().create(longs(values.get(0))),
            rows.getManager().create(longs(values.get(1))),
            rows.getManager().create(longs(values.get(2))),
            all.positives().zerosLike());
    return all.with(triplets);
  }

  private static void check(Golden golden, JsonNode each, DataType type, Probe probe) {
    Tolerance tolerance = Tolerance.of(type, each);
    String name = each.get("name").asText();
    String row = golden.name() + tolerance.group() + " | " + type;
    DEVIATIONS.check(
        row + " value",
        name,
        new double[] {probe.value()},
        new double[] {number(each.get("expected_loss"))},
        tolerance.value());
    DEVIATIONS.check(
        row + " gradient",
        name + " rows",
        probe.gradient("rows"),
        flat(matrix(each.get("expected_grad_embeddings"))),
        tolerance.gradient());
    if (each.has("expected_grad_weights")) {
      DEVIATIONS.check(
          row + " gradient",
          name + " weights",
          probe.gradient(weightsName(each)),
          flat(weightGradient(each)),
          tolerance.gradient());
    }
  }

  private static String weightsName(JsonNode each) {
    return each.get("weights").get(0).isArray() ? ClassWeightLoss.CLASS_WEIGHTS : "beta";
  }

  /** Weights as {@code [classes, dimension]}, or a vector of betas. */
  private static double[][] weights(JsonNode each, JsonNode node) {
    if (!node.get(0).isArray()) {
      return new double[][] {vector(node)};
    }
    boolean columns = each.get("weights_layout").asText().startsWith("[dim");
    return columns ? transposed(matrix(node)) : matrix(node);
  }

  private static double[][] weightGradient(JsonNode each) {
    double[][] expected = weights(each, each.get("expected_grad_weights"));
    if (!isP2sGrad(each)) {
      return expected;
    }
    return throughNormalization(weights(each, each.get("weights")), expected);
  }

  /** The peer overwrites its weights by unit columns and gives the gradient by those. */
  private static boolean isP2sGrad(JsonNode each) {
    return each.get("loss").asText().startsWith("P2SGrad");
  }

  /** The tolerances the golden files suggest, relative to the larger of 1 and the values. */
  private record Tolerance(double value, double gradient, String group) {
    static Tolerance of(DataType type, JsonNode each) {
      if (type == DataType.FLOAT32) {
        return new Tolerance(1e-5, 1e-5, "");
      }
      if (isP2sGrad(each)) {
        return new Tolerance(1e-7, 1e-7, " (P2SGrad)"); // the peer divides by norm + 1e-7
      }
      boolean singleInside = each.path("note").asText().contains("1e-6");
      return singleInside
          ? new Tolerance(1e-6, 1e-6, " (histogram)")
          : new Tolerance(1e-9, 1e-8, "");
    }
  }
}
