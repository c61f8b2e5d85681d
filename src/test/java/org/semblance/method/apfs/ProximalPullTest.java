package org.semblance.method.apfs;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.semblance.batch.ApfsSettings.Anchor;
import org.semblance.batch.ApfsSettings.Coupling;
import org.semblance.batch.ApfsSettings.Proximal;
import org.semblance.loss.NormSoftmax;
import org.semblance.method.LinearNet;
import org.semblance.method.memvir.MemVir;
import org.semblance.method.memvir.MemVirSettings;
import org.semblance.method.objective.GoldenTensors;
import org.semblance.method.objective.LossObjective;
import org.semblance.method.objective.StepBatch;
import org.semblance.optim.ParameterGroup;
import org.semblance.tensor.Autograd;
import org.semblance.tensor.TorchEngine;

class ProximalPullTest {

  private static final double LAMBDA = 0.5;

  private NDManager manager;
  private ParameterGroup net;

  @BeforeEach
  void openGroup() {
    TorchEngine.start(1);
    manager = NDManager.newBaseManager();
    NDArray start = manager.create(new double[] {1, -2, 3});
    net = LinearNet.group(manager, "backbone", Map.of("w", start));
  }

  @AfterEach
  void close() {
    net.close();
    manager.close();
  }

  @Test
  void pullsNowhereInTheFirstRound() {
    try (ProximalPull pull = pull(Coupling.COUPLED)) {
      pull.addWeightGradient(net, 0);
      assertThat(gradient()).containsExactly(0, 0, 0);
    }
  }

  @Test
  void firstStepOfARoundHasNoGradient() {
    try (ProximalPull pull = pull(Coupling.COUPLED)) {
      pull.finishEpoch(List.of(net));
      pull.addWeightGradient(net, 1);
      assertThat(gradient()).containsExactly(0, 0, 0);
    }
  }

  @Test
  void pullsBackToTheEndOfTheLastRound() {
    try (ProximalPull pull = pull(Coupling.COUPLED)) {
      pull.finishEpoch(List.of(net));
      Autograd.inPlace(() -> net.values().addi(1));
      pull.addWeightGradient(net, 2);
      // decay 0.5: lambda_2 = lambda / 4
      assertThat(gradient()).containsExactly(new double[] {0.125, 0.125, 0.125}, within(1e-15));
    }
  }

  @Test
  void decoupledMovesTheWeightsAfterTheStep() {
    try (ProximalPull pull = pull(Coupling.DECOUPLED)) {
      pull.finishEpoch(List.of(net));
      Autograd.inPlace(() -> net.values().addi(1));
      pull.addWeightGradient(net, 1);
      assertThat(gradient()).containsExactly(0, 0, 0);
      pull.moveWeights(net, 0.1, 1);
      // 1 - learning rate * lambda / 2
      assertThat(weights()).containsExactly(new double[] {1.975, -1.025, 3.975}, within(1e-15));
    }
  }

  @Test
  void withoutOtherGradientsTheDistanceShrinksByOneMinusRateTimesLambda() {
    double rate = 0.3;
    try (ProximalPull pull = pull(Coupling.COUPLED)) {
      pull.finishEpoch(List.of(net));
      double[] reference = weights();
      Autograd.inPlace(() -> net.values().addi(1));
      double distance = 1;
      for (int step = 0; step < 5; step++) {
        net.clearGradients();
        pull.addWeightGradient(net, 1);
        Autograd.inPlace(() -> net.values().subi(net.gradients().mul(rate)));
        distance *= 1 - rate * LAMBDA / 2;
        for (int i = 0; i < reference.length; i++) {
          assertThat(weights()[i] - reference[i]).isCloseTo(distance, within(1e-14));
        }
        NDArray kept = requireNonNull(pull.state().get("proximal/backbone"));
        assertThat(Arrays.copyOf(GoldenTensors.doubles(kept), 3)).containsExactly(reference);
      }
    }
  }

  @Test
  void goesOnFromItsState() {
    try (ProximalPull first = pull(Coupling.COUPLED);
        ProximalPull second = pull(Coupling.COUPLED)) {
      first.finishEpoch(List.of(net));
      second.restore(first.state(), manager);
      Autograd.inPlace(() -> net.values().addi(1));
      second.addWeightGradient(net, 1);
      assertThat(gradient()).containsExactly(new double[] {0.25, 0.25, 0.25}, within(1e-15));
    }
  }

  @Test
  void keepsTheStateOfWhatItSurrounds() {
    MemVir memVir = new MemVir(new NormSoftmax(23, true), new MemVirSettings(true, 1, 0, 0));
    try (ProximalPull pull = new ProximalPull(memVir, settings(Coupling.COUPLED), Anchor.LAST);
        ProximalPull resumed = pull(Coupling.COUPLED)) {
      NDArray rows = manager.ones(new Shape(2, 2), DataType.FLOAT64);
      StepBatch batch =
          GoldenTensors.batch(0, 0, rows, new int[] {0, 1}, Map.of("class-weights", rows));
      pull.evaluate(batch);
      pull.finishEpoch(List.of(net));
      assertThat(pull.state()).hasSize(4).containsKey("proximal/backbone");
      resumed.restore(pull.state(), manager);
      assertThat(resumed.state()).containsOnlyKeys("proximal/backbone");
    }
  }

  @Test
  void theBestWeightsOfARoundAreTheReferenceIfWanted() {
    try (ProximalPull best = pull(Coupling.COUPLED, Anchor.BEST);
        ProximalPull resumed = pull(Coupling.COUPLED, Anchor.BEST);
        ProximalPull last = pull(Coupling.COUPLED, Anchor.LAST)) {
      best.keepBest(List.of(net));
      last.keepBest(List.of(net));
      Autograd.inPlace(() -> net.values().addi(1));
      resumed.restore(best.state(), manager);
      List.of(best, resumed, last).forEach(pull -> pull.finishEpoch(List.of(net)));
      last.addWeightGradient(net, 1);
      assertThat(gradient()).containsOnly(0);
      resumed.addWeightGradient(net, 1);
      assertThat(gradient()).containsExactly(new double[] {0.25, 0.25, 0.25}, within(1e-15));
      best.addWeightGradient(net, 1);
      assertThat(gradient()).containsExactly(new double[] {0.5, 0.5, 0.5}, within(1e-15));
      best.finishEpoch(List.of(net));
      best.addWeightGradient(net, 1);
      assertThat(gradient()).as("a round without").containsExactly(0.5, 0.5, 0.5);
    }
  }

  @Test
  void namesAnUnknownGroup() {
    try (ProximalPull pull = pull(Coupling.COUPLED)) {
      assertThatThrownBy(() -> pull.addWeightGradient(net, 1))
          .hasMessage("group must be one of [], got backbone");
    }
  }

  private static ProximalPull pull(Coupling coupling) {
    return pull(coupling, Anchor.LAST);
  }

  private static ProximalPull pull(Coupling coupling, Anchor anchor) {
    return new ProximalPull(
        new LossObjective(new NormSoftmax(23, true)), settings(coupling), anchor);
  }

  private static Proximal settings(Coupling coupling) {
    return new Proximal(LAMBDA, 0.5, Anchor.LAST, coupling);
  }

  private double[] gradient() {
    return Arrays.copyOf(GoldenTensors.doubles(net.gradients()), 3);
  }

  private double[] weights() {
    return Arrays.copyOf(GoldenTensors.doubles(net.values()), 3);
  }
}
