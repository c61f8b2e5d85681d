package org.semblance.method.xbm;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.semblance.loss.PairLoss;
import org.semblance.loss.part.LossTensor;
import org.semblance.method.objective.Objective;
import org.semblance.method.objective.StepBatch;
import org.semblance.miner.PairBatch;
import org.semblance.tensor.Masked;

/**
 * Compares the batch with a memory of past rows: the batch is remembered first, then every row of
 * it is an anchor against the whole memory, its own copy left out after mining. Remembered rows
 * carry no gradient.
 *
 * <p>Wang et al. 2020, Cross-Batch Memory for Embedding Learning; the order of remembering and
 * mining is that of PML. The memory is part of the checkpoint.
 */
public final class CrossBatchMemory implements Objective {

  private final PairLoss loss;
  private final XbmSettings settings;
  private @Nullable RowQueue queue;

  /**
   * A memory around {@code loss}.
   *
   * @param loss not a {@link org.semblance.loss.WithinBatchLoss}
   */
  public CrossBatchMemory(PairLoss loss, XbmSettings settings) {
    this.loss = loss;
    this.settings = settings;
  }

  @Override
  public List<LossTensor> tensors(int classCount, int dimension) {
    return loss.tensors(classCount, dimension);
  }

  @Override
  public NDArray evaluate(StepBatch batch) {
    NDArray rows = batch.embeddings();
    if (batch.step() < settings.warmUpSteps()) {
      return loss.evaluate(rows, batch.labels(), batch.lossTensors(), batch.key());
    }
    long[] positions = queueFor(rows).push(rows, batch.labels());
    PairBatch mined = mined(rows, batch.labels(), batch.key());
    NDArray own =
        rows.getManager()
            .create(positions)
            .toDevice(rows.getDevice(), false)
            .oneHot(queueFor(rows).size(), rows.getDataType());
    return loss.evaluate(mined.within(Masked.not(own)), batch.lossTensors());
  }

  /**
   * The loss of {@code anchors} against the memory after {@code keys} were remembered; anchors
   * themselves are not remembered (momentum contrast).
   *
   * @param anchors {@code [n, d]}
   * @param keys {@code [m, d]}
   * @param tensors those of the loss
   */
  public NDArray evaluate(
      NDArray anchors,
      NDArray anchorLabels,
      NDArray keys,
      NDArray keyLabels,
      Map<String, NDArray> tensors,
      long key) {
    queueFor(keys).push(keys, keyLabels);
    return loss.evaluate(mined(anchors, anchorLabels, key), tensors);
  }

  private PairBatch mined(NDArray rows, NDArray labels, long key) {
    RowQueue memory = queueFor(rows);
    PairBatch all = PairBatch.between(rows, labels, memory.embeddings(rows), memory.labels(rows));
    return loss.miner().mine(all, key);
  }

  private RowQueue queueFor(NDArray rows) {
    if (queue == null) {
      queue = new RowQueue(settings.capacity(), rows);
    }
    return queue;
  }

  @Override
  public Map<String, NDArray> state() {
    return queue == null ? Map.of() : queue.state();
  }

  @Override
  public void restore(Map<String, NDArray> state, NDManager manager) {
    close();
    if (!state.isEmpty()) {
      queue = RowQueue.restored(state, manager);
    }
  }

  @Override
  public long memoryFootprintBytes(int rows, int classCount, int dimension) {
    return settings.capacity() * (Float.BYTES * (long) dimension + Long.BYTES);
  }

  @Override
  public Map<String, Double> figures() {
    return Map.of("xbm-rows", queue == null ? 0.0 : queue.size());
  }

  @Override
  public void close() {
    if (queue != null) {
      queue.close();
      queue = null;
    }
  }
}
