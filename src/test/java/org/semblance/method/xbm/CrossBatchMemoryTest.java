package org.semblance.method.xbm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.semblance.distance.CosineSimilarity;
import org.semblance.fault.SemblanceException;
import org.semblance.loss.Contrastive;
import org.semblance.loss.PairLoss;
import org.semblance.loss.Probe;
import org.semblance.method.objective.Objective;
import org.semblance.method.objective.StepBatch;
import org.semblance.miner.NoMining;
import org.semblance.reducer.Reducer;
import org.semblance.tensor.TorchEngine;

class CrossBatchMemoryTest {

  private static final PairLoss LOSS =
      new Contrastive(1, 0.5, new CosineSimilarity(), new Reducer.NonZeroMean(), new NoMining());
  private static final double[][] ROWS = {{1, 2}, {2, 1}, {-1, 1}};
  private static final int[] CLASSES = {0, 0, 1};

  @Test
  void isTheLossAloneDuringWarmUp() {
    try (NDManager step = TorchEngine.start(1).newBaseManager();
        CrossBatchMemory memory = new CrossBatchMemory(LOSS, new XbmSettings(true, 6, 2))) {
      StepBatch batch = batch(step, 1);
      double alone = LOSS.evaluate(batch.embeddings(), batch.labels(), Map.of(), 0).getDouble();
      assertThat(memory.evaluate(batch).getDouble()).isEqualTo(alone);
      assertThat(memory.state()).isEmpty();
      memory.evaluate(batch(step, 2));
      assertThat(memory.figures()).containsEntry("xbm-rows", 3.0);
    }
  }

  @Test
  void firstStepEqualsTheLossWithinTheBatch() {
    try (NDManager step = TorchEngine.start(1).newBaseManager();
        CrossBatchMemory memory = new CrossBatchMemory(LOSS, new XbmSettings(true, 6, 0))) {
      StepBatch batch = batch(step, 0);
      double alone = LOSS.evaluate(batch.embeddings(), batch.labels(), Map.of(), 0).getDouble();
      assertThat(memory.evaluate(batch).getDouble()).isEqualTo(alone);
    }
  }

  @Test
  void keepsNoArraysOfPastSteps() {
    try (NDManager run = TorchEngine.start(1).newBaseManager();
        CrossBatchMemory memory = new CrossBatchMemory(LOSS, new XbmSettings(true, 7, 0))) {
      int held = 0;
      for (int step = 0; step < 6; step++) {
        try (NDManager scope = run.newSubManager()) {
          memory.evaluate(batch(scope, step));
        }
        NDManager owner = Objective.part(memory.state(), "xbm/labels").getManager();
        int holds = owner.getManagedArrays().size();
        assertThat(holds).isEqualTo(step == 0 ? holds : held);
        held = holds;
      }
    }
  }

  @Test
  void refusesBatchesLargerThanItself() {
    try (NDManager step = TorchEngine.start(1).newBaseManager();
        CrossBatchMemory memory = new CrossBatchMemory(LOSS, new XbmSettings(true, 2, 0))) {
      assertThatThrownBy(() -> memory.evaluate(batch(step, 0)))
          .isInstanceOf(SemblanceException.class)
          .hasMessage(
              "xbm.capacity must be at least the rows of a batch, 3, got 2: raise xbm.capacity");
    }
  }

  @Test
  void rejectsAnEmptyMemory() {
    assertThatThrownBy(() -> new XbmSettings(true, 0, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("capacity must be at least 1, got 0");
  }

  private static StepBatch batch(NDManager manager, long step) {
    NDArray labels = manager.create(CLASSES).toType(DataType.INT64, false);
    NDArray rows = Probe.array(manager, ROWS, DataType.FLOAT64);
    return new StepBatch(
        0, step, rows, labels, CLASSES, new boolean[CLASSES.length], null, Map.of(), 0);
  }
}
