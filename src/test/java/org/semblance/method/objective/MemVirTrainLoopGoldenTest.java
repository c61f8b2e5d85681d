package org.semblance.method.objective;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.semblance.GoldenCase;
import org.semblance.GoldenFiles.Golden;
import org.semblance.loss.ClassWeightLoss;
import org.semblance.method.Deviations;
import org.semblance.method.GoldenOptimizers;
import org.semblance.method.LinearNet;
import org.semblance.method.memvir.MemVir;
import org.semblance.method.memvir.MemVirSettings;
import org.semblance.optim.GroupRate;
import org.semblance.optim.Optimizer;
import org.semblance.optim.ParameterGroup;
import org.semblance.tensor.Autograd;
import org.semblance.tensor.StepView;
import org.semblance.tensor.TorchEngine;

/** A whole training loop with MemVir: loss, weights and memory step by step. */
class MemVirTrainLoopGoldenTest {

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
  Stream<DynamicTest> loops() {
    return GoldenCase.in("memvir_", "cases", MemVirTrainLoopGoldenTest::isTrainLoop)
        .map(c -> c.test("loop", () -> compare(c.file(), c.node())));
  }

  private static boolean isTrainLoop(JsonNode content) {
    JsonNode first = content.path("cases").path(0);
    return first.path("config").has("optimizer") && first.path("inputs").path("init").isObject();
  }

  private static void compare(Golden file, JsonNode c) {
    JsonNode init = c.path("inputs").path("init");
    try (NDManager manager = NDManager.newBaseManager();
        LinearNet net =
            LinearNet.of(
                manager, "head", init.path("embedding_weight"), init.path("embedding_bias"));
        ParameterGroup proxies =
            LinearNet.group(
                manager,
                "loss",
                Map.of(
                    ClassWeightLoss.CLASS_WEIGHTS,
                    GoldenTensors.transposed(
                        manager, init.path("class_weights"), DataType.FLOAT64)));
        MemVir memVir = new MemVir(GoldenLosses.of(c.path("config")), settings(c))) {
      new Loop(file, c, net, proxies, memVir, optimizer(c, net, proxies)).run();
    }
  }

  private static MemVirSettings settings(JsonNode c) {
    JsonNode config = c.path("config");
    return new MemVirSettings(
        true,
        config.path("N").intValue(),
        config.path("M").intValue(),
        config.path("warm_epoch").intValue());
  }

  private static Optimizer optimizer(JsonNode c, LinearNet net, ParameterGroup proxies) {
    JsonNode settings = c.path("config").path("optimizer");
    double decay = settings.path("weight_decay").doubleValue();
    return new Optimizer(
        List.of(net.group(), proxies),
        GoldenOptimizers.of(settings),
        Map.of(
            net.group().name(), new GroupRate(settings.path("lr_embedding").doubleValue(), decay),
            proxies.name(), new GroupRate(settings.path("lr_proxies").doubleValue(), decay)));
  }

  private record Loop(
      Golden file,
      JsonNode c,
      LinearNet net,
      ParameterGroup proxies,
      MemVir memVir,
      Optimizer optimizer) {

    void run() {
      List<JsonNode> inputs = GoldenTensors.list(c.path("inputs").path("steps"));
      List<JsonNode> expected = GoldenTensors.list(c.path("expected").path("steps"));
      assertThat(expected).hasSameSizeAs(inputs);
      for (int step = 0; step < inputs.size(); step++) {
        step(step, inputs.get(step), expected.get(step));
      }
      JsonNode dump = c.path("expected").path("memory_after_last_step");
      MemoryDump.compare(DEVIATIONS, file.name(), memVir.memory().oldestFirst(), dump, tolerance());
    }

    private void step(int step, JsonNode input, JsonNode expected) {
      try (NDManager manager = NDManager.newBaseManager()) {
        NDArray features = GoldenTensors.tensor(manager, input.path("features"), DataType.FLOAT64);
        net.group().clearGradients();
        proxies.clearGradients();
        NDArray loss = Autograd.recorded(() -> memVir.evaluate(batch(step, input, features)));
        Autograd.backward(loss);
        check("loss", loss, expected.path("loss"));
        optimizer.step(1);
      }
      JsonNode after = expected.path("params_after_update");
      if (after.isObject()) {
        check("embedding_weight", net.tensor(LinearNet.WEIGHT), after.path("embedding_weight"));
        check("embedding_bias", net.tensor(LinearNet.BIAS), after.path("embedding_bias"));
        check("class_weights", classWeights().transpose(), after.path("class_weights"));
      }
    }

    private StepBatch batch(int step, JsonNode input, NDArray features) {
      return GoldenTensors.batch(
          input.path("epoch").intValue() - 1,
          step,
          net.forward(features),
          GoldenTensors.ints(input.path("labels")),
          Map.of(ClassWeightLoss.CLASS_WEIGHTS, StepView.of(classWeights(), features)));
    }

    private NDArray classWeights() {
      return proxies.tensors().values().iterator().next();
    }

    private void check(String name, NDArray actual, JsonNode expected) {
      DEVIATIONS.check(file.name(), name, actual, expected, tolerance());
    }

    private double tolerance() {
      return file.content().path("tolerance").path("float64_abs").doubleValue();
    }
  }
}
