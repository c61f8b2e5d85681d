package org.semblance.method.apfs;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.semblance.GoldenCase;
import org.semblance.GoldenFiles.Golden;
import org.semblance.batch.ApfsSettings.Anchor;
import org.semblance.batch.ApfsSettings.Coupling;
import org.semblance.batch.ApfsSettings.Proximal;
import org.semblance.method.Deviations;
import org.semblance.method.GoldenOptimizers;
import org.semblance.method.LinearNet;
import org.semblance.method.objective.GoldenLosses;
import org.semblance.method.objective.GoldenTensors;
import org.semblance.method.objective.StepBatch;
import org.semblance.optim.GroupRate;
import org.semblance.optim.Optimizer;
import org.semblance.optim.ParameterGroup;
import org.semblance.optim.Sgd;
import org.semblance.tensor.Autograd;
import org.semblance.tensor.StepView;
import org.semblance.tensor.TorchEngine;

/** The proximal term alone and in the round loop, through the product's optimizers. */
class ProximalTermGoldenTest {

  private static final String NET = "net";
  private static final Deviations DEVIATIONS = new Deviations();

  @BeforeAll
  static void startEngine() {
    TorchEngine.start(1);
  }

  @AfterAll
  static void print() {
    DEVIATIONS.print();
  }

  @TestFactory
  Stream<DynamicTest> withoutDataGradient() {
    return tests("reference", ProximalTermGoldenTest::compareAlone);
  }

  @TestFactory
  Stream<DynamicTest> roundLoops() {
    return tests("start", ProximalTermGoldenTest::compareLoop);
  }

  private interface Comparison {
    void compare(Golden file, JsonNode c);
  }

  private static Stream<DynamicTest> tests(String input, Comparison comparison) {
    return GoldenCase.in(
            "apfs_", "cases", content -> content.path("cases").path(0).path("inputs").has(input))
        .map(c -> c.test(input, () -> comparison.compare(c.file(), c.node())));
  }

  private static void compareAlone(Golden file, JsonNode c) {
    JsonNode expected = c.path("expected");
    JsonNode rule = c.path("config").path("optimizer");
    double learningRate = rule.path("lr").doubleValue();
    try (NDManager manager = NDManager.newBaseManager();
        ParameterGroup reference = group(manager, c.path("inputs").path("reference"));
        ParameterGroup net = group(manager, c.path("inputs").path("weights"));
        ProximalTerm term = new ProximalTerm(settings(c))) {
      term.anchor(Map.of(NET, reference.values()));
      double[] penalty = {term.penalty(net.values(), NET, 1)};
      check(file, "penalty", penalty, GoldenTensors.doubles(expected.path("penalty")));
      Optimizer optimizer =
          new Optimizer(
              List.of(net), GoldenOptimizers.of(rule), Map.of(NET, new GroupRate(learningRate, 0)));
      for (JsonNode after : expected.path("weights_after_steps")) {
        net.clearGradients();
        term.addTo(net.gradients(), net.values(), NET, 1);
        if (after.equals(expected.path("weights_after_steps").path(0))
            && settings(c).coupling() == Coupling.COUPLED) {
          check(file, "grad", first(net.gradients(), after.size()), expected.path("grad"));
        }
        optimizer.step(1);
        term.pull(net.values(), NET, learningRate, 1);
        check(file, "weights", first(net.values(), after.size()), after);
      }
    }
  }

  private static void compareLoop(Golden file, JsonNode c) {
    JsonNode rounds = c.path("expected").path("rounds");
    int steps = c.path("config").path("steps_per_round").intValue();
    try (NDManager manager = NDManager.newBaseManager();
        ParameterGroup net = group(manager, c.path("inputs").path("start"));
        ProximalTerm term = new ProximalTerm(settings(c))) {
      Optimizer optimizer =
          new Optimizer(
              List.of(net),
              new Sgd(0, false),
              Map.of(NET, new GroupRate(c.path("config").path("learning_rate").doubleValue(), 0)));
      for (int round = 0; round < rounds.size(); round++) {
        for (int step = 0; step < steps; step++) {
          double loss = descend(net, c, round);
          if (round == 0 && step == 0) {
            checkFirst(file, c, net, loss);
          }
          term.addTo(net.gradients(), net.values(), NET, round);
          optimizer.step(1);
        }
        checkRound(file, c, net, rounds.path(round));
        term.anchor(Map.of(NET, net.values()));
      }
    }
  }

  private static double descend(ParameterGroup net, JsonNode c, int round) {
    try (NDManager manager = NDManager.newBaseManager()) {
      net.clearGradients();
      JsonNode flags = c.path("inputs").path("representatives").path(round);
      NDArray loss =
          Autograd.recorded(
              () -> GoldenLosses.scoped(c.path("config")).evaluate(batch(net, c, flags, manager)));
      Autograd.backward(loss);
      return loss.getDouble();
    }
  }

  private static void checkFirst(Golden file, JsonNode c, ParameterGroup net, double loss) {
    JsonNode expected = c.path("expected");
    double[] wanted = GoldenTensors.doubles(expected.path("first_loss"));
    check(file, "first loss", new double[] {loss}, wanted);
    JsonNode gradients = expected.path("first_grad");
    check(file, "first gradient", first(net.gradients(), gradients.size()), gradients);
  }

  private static void checkRound(Golden file, JsonNode c, ParameterGroup net, JsonNode expected) {
    JsonNode weights = expected.path("weights");
    check(file, "weights", first(net.values(), weights.size()), weights);
    try (NDManager manager = NDManager.newBaseManager()) {
      StepBatch batch = batch(net, c, c.path("inputs").path("representatives").path(0), manager);
      JsonNode all = ((ObjectNode) c.path("config").deepCopy()).put("scope", "all");
      double[] loss = {GoldenLosses.scoped(all).evaluate(batch).getDouble()};
      check(
          file,
          "loss of all pairs",
          loss,
          GoldenTensors.doubles(expected.path("loss_of_all_pairs")));
    }
  }

  /** The weights themselves as rows of one coordinate. */
  private static StepBatch batch(
      ParameterGroup net, JsonNode c, JsonNode flags, NDManager manager) {
    NDArray weights = net.tensors().values().iterator().next();
    NDArray rows = StepView.of(weights, manager.create(0)).expandDims(1);
    int[] labels = GoldenTensors.ints(c.path("inputs").path("labels"));
    return GoldenTensors.batch(rows, labels, GoldenTensors.flags(flags));
  }

  private static Proximal settings(JsonNode c) {
    JsonNode config = c.path("config");
    String coupling = config.path("coupling").asText("coupled").toUpperCase(Locale.ROOT);
    return new Proximal(
        config.path("lambda").doubleValue(),
        config.path("decay").doubleValue(),
        Anchor.LAST,
        Coupling.valueOf(coupling));
  }

  private static ParameterGroup group(NDManager manager, JsonNode values) {
    return LinearNet.group(
        manager, NET, Map.of("w", GoldenTensors.tensor(manager, values, DataType.FLOAT64)));
  }

  private static double[] first(NDArray flat, int count) {
    return Arrays.copyOf(GoldenTensors.doubles(flat), count);
  }

  private static void check(Golden file, String name, double[] actual, JsonNode expected) {
    check(file, name, actual, GoldenTensors.doubles(expected));
  }

  private static void check(Golden file, String name, double[] actual, double[] expected) {
    double tolerance = file.content().path("tolerance").path("float64_abs").doubleValue();
    DEVIATIONS.check(file.name(), name, actual, expected, tolerance);
  }
}
