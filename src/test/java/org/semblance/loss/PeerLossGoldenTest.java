package org.semblance.loss;

import static org.assertj.core.api.Assertions.assertThat;
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
import org.semblance.distance.DotProduct;
import org.semblance.distance.LpDistance;
import org.semblance.distance.SmoothedEuclidean;
import org.semblance.miner.MultiSimilarityMiner;
import org.semblance.miner.NoMining;
import org.semblance.miner.PairBatch;
import org.semblance.miner.Triplets;
import org.semblance.reducer.Reducer;

/** Losses as Revisiting-DML, Proxy-Anchor and Smooth-AP define them. */
class PeerLossGoldenTest {

  private static final Deviations DEVIATIONS = new Deviations();
  private static final DotProduct DOT = new DotProduct(false);

  /** The peers compute in float32, or add 1e-6 to every coordinate difference. */
  private static final double TOLERANCE = 1e-5;

  @AfterAll
  static void print() {
    DEVIATIONS.print();
  }

  @TestFactory
  Stream<DynamicTest> equalsThePeer() {
    return GoldenCase.in("pml_", "cases", file -> file.path("cases").path(0).has("rows"))
        .flatMap(
            each ->
                Stream.of(DataType.FLOAT64, DataType.FLOAT32)
                    .map(type -> each.test(type.name(), () -> compare(each, type))));
  }

  private static void compare(GoldenCase each, DataType type) {
    if (each.node().has("expected_error")) {
      staysFinite(each, type);
      return;
    }
    Probe probe = probe(each, each.get("rows"), each.get("labels"), type);
    String row = each.file().name() + " | " + type;
    double[] value = {number(each.get("expected_loss"))};
    DEVIATIONS.check(row + " value", each.name(), new double[] {probe.value()}, value, TOLERANCE);
    double[] gradient = flat(rowGradient(each));
    DEVIATIONS.check(row + " gradient", each.name(), probe.gradient("rows"), gradient, TOLERANCE);
    if (each.node().has("weights")) {
      double[] expected = flat(weights(each.get("expected_grad_weights")));
      double[] ours = probe.gradient(weightsName(each));
      DEVIATIONS.check(row + " gradient", each.name(), ours, expected, TOLERANCE);
    }
  }

  /**
   * The peer's ArcFace takes unit rows as they are; ours normalizes, which projects its gradient.
   */
  private static double[][] rowGradient(GoldenCase each) {
    double[][] expected = matrix(each.get("expected_grad_rows"));
    return each.name().startsWith("rdml_arcface")
        ? throughNormalization(matrix(each.get("rows")), expected)
        : expected;
  }

  /** Where the peer fails, ours gives a number and a gradient. */
  private static void staysFinite(GoldenCase each, DataType type) {
    String batch = each.get("batch").asText();
    GoldenCase sibling =
        GoldenCase.in("pml_", "cases", file -> file.path("cases").path(0).has("rows"))
            .filter(other -> other.node().has("rows"))
            .filter(other -> other.get("batch").asText().equals(batch))
            .findFirst()
            .orElseThrow();
    Probe probe = probe(each, sibling.get("rows"), sibling.get("labels"), type);
    assertThat(probe.value()).isFinite();
    assertThat(Arrays.stream(probe.gradient("rows")).allMatch(Double::isFinite)).isTrue();
  }

  private static Probe probe(GoldenCase each, JsonNode rows, JsonNode labels, DataType type) {
    MetricLoss loss = loss(each);
    Map<String, double[][]> leaves = new LinkedHashMap<>();
    leaves.put("rows", matrix(rows));
    if (each.node().has("weights")) {
      leaves.put(weightsName(each), weights(each.get("weights")));
    }
    return Probe.of(
        type,
        leaves,
        of -> {
          NDArray given = of.get("rows");
          NDArray classes = given.getManager().create(longs(labels));
          return each.node().has("triplets")
              ? ((PairLoss) loss).evaluate(triplets(each, given, classes), of.arrays())
              : loss.evaluate(given, classes, of.arrays(), 0);
        });
  }

  private static PairBatch triplets(GoldenCase each, NDArray rows, NDArray labels) {
    NDManager manager = rows.getManager();
    double[][] columns = transposed(matrix(each.get("triplets")));
    NDArray[] index =
        Arrays.stream(columns)
            .map(column -> manager.create(column).toType(DataType.INT64, false))
            .toArray(NDArray[]::new);
    PairBatch all = PairBatch.within(rows, labels);
    return all.with(new Triplets(index[0], index[1], index[2], all.positives().zerosLike()));
  }

  private static MetricLoss loss(GoldenCase each) {
    PmlSettings of = new PmlSettings(each.get("params"));
    NoMining everything = new NoMining();
    String name = each.name().replaceFirst("/.*", "").replaceFirst("_tau.*", "");
    return switch (name) {
      case "rdml_multisimilarity" ->
          new MultiSimilarity(
              of.number("pos_weight"),
              of.number("neg_weight"),
              of.number("thresh"),
              MultiSimilarity.Average.CONTRIBUTING_ANCHORS,
              DOT,
              new MultiSimilarityMiner(of.number("margin"), DOT));
      case "rdml_margin_per_class_beta", "rdml_margin_constant_beta" ->
          new Margin(
              of.number("margin"),
              of.number("beta", 0),
              each.node().has("weights") ? Margin.Boundary.PER_CLASS : Margin.Boundary.CONSTANT,
              of.number("nu", 0),
              Margin.Divisor.ACTIVE_TRIPLETS,
              new SmoothedEuclidean(1e-8, false),
              everything);
      case "rdml_triplet" ->
          new Triplet(
              of.number("margin"),
              Triplet.Hinge.HARD,
              Triplet.Swap.NEVER,
              new LpDistance(2, 2, false),
              new Reducer.Mean(),
              everything);
      case "rdml_contrastive" ->
          new Contrastive(
              of.number("pos_margin"),
              of.number("neg_margin"),
              new LpDistance(2, 1, false),
              new Reducer.Mean(),
              everything);
      case "rdml_proxynca" -> new ProxyNcaOriginal(Math.pow(of.number("scale"), 2));
      case "rdml_softmax" -> new NormSoftmax(1 / of.number("temperature"), false);
      case "rdml_arcface" ->
          new ArcFace(
              of.number("scale"), of.number("margin_rad"), 1, ArcFace.CosineRange.NON_NEGATIVE);
      case "rdml_histogram" ->
          new Histogram((int) of.number("nbins") - 1, Histogram.Negatives.ALL, DOT, everything);
      case "proxy_anchor_original" -> new ProxyAnchor(of.number("alpha"), of.number("margin"));
      case "smooth_ap" -> new SmoothAp(of.number("anneal"), DOT, everything);
      default -> throw new IllegalArgumentException("unknown loss " + each.name());
    };
  }

  private static String weightsName(GoldenCase each) {
    return each.get("weights").get(0).isArray() ? ClassWeightLoss.CLASS_WEIGHTS : Margin.BETA;
  }

  private static double[][] weights(JsonNode node) {
    return node.get(0).isArray() ? matrix(node) : new double[][] {vector(node)};
  }
}
