package org.semblance.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.semblance.config.Family;
import org.semblance.config.Settings;
import org.semblance.distance.UnitRows;
import org.semblance.fault.SemblanceException;
import org.semblance.loss.MetricLoss;
import org.semblance.loss.Probe;
import org.semblance.loss.SoftTriple;
import org.semblance.loss.part.LossTensor;
import org.semblance.method.objective.LossUse;
import org.semblance.method.objective.Method;
import org.semblance.method.objective.Objective;
import org.semblance.method.objective.StepBatch;

/**
 * A method that is switched on but has nothing to add yet is the loss alone, value and gradient,
 * for the unit rows that a net gives; a method that cannot use a loss says so. Both lists, of
 * methods and of losses, are those of the configuration: the next one is tested as soon as it is in
 * its list.
 */
class EveryMethodOverEveryLossTest {

  private static final double TOLERANCE = 1e-6;
  private static final int[] CLASSES = {0, 0, 0, 1, 1, 1, 2, 2};
  private static final int CLASS_COUNT = 3;
  private static final int DIMENSION = 4;
  private static final long KEY = 5;
  private static final double[][] ROWS = gaussian(CLASSES.length, DIMENSION, 1);

  /** Switched on, without effect: in epoch 1, at step 3, for rows that are no representatives. */
  private static final Map<String, MethodSettings> WITHOUT_EFFECT =
      Map.of(
          "memvir without virtual sets",
          with("memvir.enabled", true, "memvir.virtual-sets", 0, "memvir.warm-up-epochs", 0),
          "memvir before its warm-up is over",
          with("memvir.enabled", true, "memvir.warm-up-epochs", 2),
          "memvir before the first virtual set",
          with("memvir.enabled", true, "memvir.warm-up-epochs", 0),
          "xbm before its warm-up is over",
          with("xbm.enabled", true, "xbm.warm-up-steps", 4),
          "regularization of next to no weight",
          with("regularization.embeddings.weight", 1e-200),
          "regularization of class weights, of next to no weight",
          with("regularization.class-weights.weight", 1e-200),
          "obd-sd without weight",
          with("obd-sd.enabled", true, "obd-sd.lambda", 0),
          "apfs over all pairs",
          with("apfs.enabled", true, "apfs.pair-scope", "all", "apfs.proximal.lambda", 0),
          "apfs over all pairs, with a pull",
          with("apfs.enabled", true, "apfs.pair-scope", "all", "apfs.mining.rule", "seed"),
          "apfs to feasibility, over all pairs",
          with("apfs.enabled", true, "apfs.pair-scope", "all", "apfs.round", "feasible"));

  @Test
  void everyMethodIsTested() {
    for (int i = 0; i < WITHOUT_EFFECT.values().iterator().next().methods().size(); i++) {
      int method = i;
      assertThat(WITHOUT_EFFECT.values())
          .as("method " + method)
          .anyMatch(settings -> settings.methods().get(method).isActive());
    }
  }

  @TestFactory
  Stream<DynamicContainer> withoutEffectItIsTheLossAlone() {
    return WITHOUT_EFFECT.entrySet().stream()
        .map(
            entry ->
                DynamicContainer.dynamicContainer(
                    entry.getKey(),
                    losses().entrySet().stream()
                        .map(
                            loss ->
                                DynamicTest.dynamicTest(
                                    loss.getKey(),
                                    () -> compare(loss.getValue(), entry.getValue())))));
  }

  @Test
  void memVirKeepsThePenaltyOfALoss() {
    MetricLoss loss = Settings.of(SoftTriple.class).build();
    Probe pulled = probe(loss, null);
    Probe loose = probe(Settings.of(SoftTriple.class).with("center-weight", 0).build(), null);
    Probe memVir =
        probe(
            loss,
            with("memvir.enabled", true, "memvir.virtual-sets", 0, "memvir.warm-up-epochs", 0));
    assertThat(pulled.value()).isGreaterThan(loose.value() + 0.05);
    assertThat(memVir.value()).isCloseTo(pulled.value(), within(TOLERANCE));
  }

  private static void compare(MetricLoss loss, MethodSettings settings) {
    List<String> refusals =
        settings.methods().stream()
            .filter(Method::isActive)
            .flatMap(method -> method.uses().stream())
            .filter(use -> !use.accepts().test(loss.getClass()))
            .map(LossUse::setting)
            .toList();
    if (!refusals.isEmpty()) {
      assertThatThrownBy(() -> Objectives.compose(loss, settings, 10))
          .isInstanceOf(SemblanceException.class)
          .hasMessageMatching(refusals.get(0) + " but loss\\.type \\w.+: set loss\\.type to .+");
      return;
    }
    Probe alone = probe(loss, null);
    Probe with = probe(loss, settings);
    assertThat(with.value()).isCloseTo(alone.value(), within(TOLERANCE));
    alone
        .gradients()
        .forEach(
            (name, gradient) ->
                assertThat(with.gradient(name))
                    .as(name)
                    .containsExactly(gradient, within(TOLERANCE)));
  }

  private static Probe probe(MetricLoss loss, @Nullable MethodSettings settings) {
    return Probe.of(
        DataType.FLOAT64,
        leaves(loss),
        of -> {
          NDArray rows = UnitRows.of(of.get("rows"));
          StepBatch batch = batch(rows, of.arrays());
          if (settings == null) {
            return loss.evaluate(rows, batch.labels(), of.arrays(), KEY);
          }
          try (Objective objective = Objectives.compose(loss, settings, 10)) {
            return objective.evaluate(batch);
          }
        });
  }

  private static StepBatch batch(NDArray rows, Map<String, NDArray> tensors) {
    long[] labels = Arrays.stream(CLASSES).asLongStream().toArray();
    return new StepBatch(
        1,
        3,
        rows,
        rows.getManager().create(labels),
        CLASSES,
        new boolean[CLASSES.length],
        rows.stopGradient(),
        tensors,
        KEY);
  }

  private static Map<String, double[][]> leaves(MetricLoss loss) {
    Map<String, double[][]> leaves = new LinkedHashMap<>();
    leaves.put("rows", ROWS);
    for (LossTensor tensor : loss.tensors(CLASS_COUNT, DIMENSION)) {
      boolean matrix = tensor.shape().length == 2;
      leaves.put(
          tensor.name(),
          gaussian(
              matrix ? (int) tensor.shape()[0] : 1,
              (int) tensor.shape()[tensor.shape().length - 1],
              2));
    }
    return leaves;
  }

  private static Map<String, MetricLoss> losses() {
    Map<String, MetricLoss> losses = new LinkedHashMap<>();
    new Family(MetricLoss.class)
        .builtIn()
        .forEach(
            (name, type) ->
                losses.put(name, (MetricLoss) Settings.of(type.asSubclass(Record.class)).build()));
    return losses;
  }

  private static MethodSettings with(Object... keysAndValues) {
    Settings<MethodSettings> settings = Settings.of(MethodSettings.class);
    for (int i = 0; i < keysAndValues.length; i += 2) {
      String key = (String) keysAndValues[i];
      settings.with(key.replace("memvir", "mem-vir"), Objects.requireNonNull(keysAndValues[i + 1]));
    }
    return settings.build();
  }

  private static double[][] gaussian(int rows, int columns, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[][] matrix = new double[rows][columns];
    for (double[] row : matrix) {
      Arrays.setAll(row, column -> random.nextGaussian());
    }
    return matrix;
  }
}
