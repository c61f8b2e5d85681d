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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.semblance.Deviations;
import org.semblance.GoldenCase;
import org.semblance.miner.PairBatch;
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
    return GoldenCase.in("pml_", "cases", PmlLossGoldenTest::hasLosses)
        .flatMap(
            each ->
                Stream.of(DataType.FLOAT64, DataType.FLOAT32)
                    .map(type -> each.test(type.name(), () -> compare(each, type))));
  }

  @TestFactory
  Stream<DynamicTest> equalsPmlWithSeparateReferences() {
    return GoldenCase.in("pml_", "query_reference_cases", file -> file.has("batches"))
        .map(each -> each.test("", () -> compareReferences(each)));
  }

  private static void compareReferences(GoldenCase each) {
    JsonNode shared = each.file().content().get("batches").get("A_balanced");
    double[][] rows = matrix(shared.get("embeddings"));
    long[] labels = longs(shared.get("labels"));
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
                  PairBatch.between(of.get("query"), queryLabels, of.get("reference"), others),
                  Map.of());
            });
    String name = each.name();
    String row = each.file().name() + " (separate references) | float64";
    double[] expected = {number(each.get("expected_loss"))};
    DEVIATIONS.check(row + " value", name, new double[] {probe.value()}, expected, 1e-9);
    for (String side : leaves.keySet()) {
      double[] gradient = flat(matrix(each.get("expected_grad_" + side)));
      DEVIATIONS.check(row + " gradient", name, probe.gradient(side), gradient, 1e-8);
    }
  }

  private static void compare(GoldenCase each, DataType type) {
    JsonNode batch = each.batch();
    long[] labels = longs(batch.get("labels"));
    MetricLoss loss = PmlLosses.of(each.get("loss").asText(), each.get("params"));
    PmlSettings settings = new PmlSettings(each.get("params"));
    Map<String, double[][]> leaves = new LinkedHashMap<>();
    leaves.put("rows", matrix(batch.get("embeddings")));
    if (each.node().has("weights")) {
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
    check(each, type, probe);
  }

  private static boolean hasLosses(JsonNode file) {
    JsonNode first = file.path("cases").path(0);
    return file.has("batches") && first.has("loss") && first.has("expected_loss");
  }

  /** Tuples that the file prescribes, rather than a miner. */
  private static boolean isGiven(GoldenCase each) {
    return each.node().path("indices_tuple").path("source").asText().equals("given");
  }

  private static PairBatch given(GoldenCase each, NDArray rows, NDArray labels) {
    PairBatch all = PairBatch.within(rows, labels);
    JsonNode values = each.get("indices_tuple").get("values");
    if (values.size() != 3) {
      throw new IllegalArgumentException(each.name() + " must give triplets, got " + values);
    }
    Triplets triplets =
        new Triplets(
            rows.getManager().create(longs(values.get(0))),
            rows.getManager().create(longs(values.get(1))),
            rows.getManager().create(longs(values.get(2))),
            all.positives().zerosLike());
    return all.with(triplets);
  }

  private static void check(GoldenCase each, DataType type, Probe probe) {
    Tolerance tolerance = Tolerance.of(type, each);
    String name = each.name();
    String row = each.file().name() + tolerance.group() + " | " + type;
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
    if (each.node().has("expected_grad_weights")) {
      DEVIATIONS.check(
          row + " gradient",
          name + " weights",
          probe.gradient(weightsName(each)),
          flat(weightGradient(each)),
          tolerance.gradient());
    }
  }

  private static String weightsName(GoldenCase each) {
    return each.get("weights").get(0).isArray() ? ClassWeightLoss.CLASS_WEIGHTS : "beta";
  }

  /** Weights as {@code [classes, dimension]}, or a vector of betas. */
  private static double[][] weights(GoldenCase each, JsonNode node) {
    if (!node.get(0).isArray()) {
      return new double[][] {vector(node)};
    }
    boolean columns = each.get("weights_layout").asText().startsWith("[dim");
    return columns ? transposed(matrix(node)) : matrix(node);
  }

  private static double[][] weightGradient(GoldenCase each) {
    double[][] expected = weights(each, each.get("expected_grad_weights"));
    if (!isP2sGrad(each)) {
      return expected;
    }
    return throughNormalization(weights(each, each.get("weights")), expected);
  }

  /** The peer overwrites its weights by unit columns and gives the gradient by those. */
  private static boolean isP2sGrad(GoldenCase each) {
    return each.get("loss").asText().startsWith("P2SGrad");
  }

  /** The tolerances the golden files suggest, relative to the larger of 1 and the values. */
  private record Tolerance(double value, double gradient, String group) {
    static Tolerance of(DataType type, GoldenCase each) {
      if (type == DataType.FLOAT32) {
        return new Tolerance(1e-5, 1e-5, "");
      }
      if (isP2sGrad(each)) {
        return new Tolerance(1e-7, 1e-7, " (P2SGrad)"); // the peer divides by norm + 1e-7
      }
      boolean singleInside = each.node().path("note").asText().contains("1e-6");
      return singleInside
          ? new Tolerance(1e-6, 1e-6, " (histogram)")
          : new Tolerance(1e-9, 1e-8, "");
    }
  }
}
