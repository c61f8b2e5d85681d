package org.semblance.method.objective;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.semblance.loss.part.LossTensor;
import org.semblance.optim.ParameterGroup;

/**
 * What a training step minimizes: a loss, and what the methods add to it. An objective may keep
 * state between steps (memory queues); it owns that native memory until closed.
 */
public interface Objective extends AutoCloseable {

  /** The trainable tensors of the loss for this many classes and this embedding dimension. */
  List<LossTensor> tensors(int classCount, int dimension);

  /** Whether {@link #evaluate} will read the teacher's embeddings in {@code epoch} (from 0). */
  default boolean needsTeacher(int epoch) {
    return false;
  }

  /** The scalar to minimize, attached to the manager of the batch; updates the state. */
  NDArray evaluate(StepBatch batch);

  /** The share of the loss's terms that were active in the latest step, where they are counted. */
  default OptionalDouble activeShare() {
    return OptionalDouble.empty();
  }

  /** Whether {@link #addWeightGradient} adds something in {@code epoch}. */
  default boolean hasWeightGradient(int epoch) {
    return false;
  }

  /**
   * Adds the gradient of what the objective asks of the net's weights themselves to the group's
   * gradients, in place: once per step, after they were summed over ranks, before weight decay and
   * clipping.
   */
  default void addWeightGradient(ParameterGroup net, int epoch) {}

  /**
   * Moves the net's weights in place after the optimizer's step.
   *
   * @param learningRate of the group in this step
   */
  default void moveWeights(ParameterGroup net, double learningRate, int epoch) {}

  /** Told when a validation within the epoch was the best of the epoch so far. */
  default void keepBest(List<ParameterGroup> net) {}

  /** Told at the end of each epoch, with the net's parameter groups. */
  default void finishEpoch(List<ParameterGroup> net) {}

  /**
   * Embeddings of representatives as seen last in this epoch, by dense class index; none where they
   * are not remembered. Not copied.
   */
  default Map<Integer, float[]> representatives() {
    return Map.of();
  }

  /** The state by name, for a checkpoint; still owned by the objective. */
  default Map<String, NDArray> state() {
    return Map.of();
  }

  /** Replaces the state by copies of {@code state}, made with {@code manager}'s device. */
  default void restore(Map<String, NDArray> state, NDManager manager) {}

  /** One array of a state. */
  static NDArray part(Map<String, NDArray> state, String name) {
    NDArray array = state.get(name);
    if (array == null) {
      throw new IllegalArgumentException("state must contain " + name);
    }
    return array;
  }

  /**
   * Native memory that the state takes at most, in bytes of float32, with {@code rows} rows per
   * step.
   */
  default long memoryFootprintBytes(int rows, int classCount, int dimension) {
    return 0;
  }

  /** Named figures of the latest step for the log, for example the number of virtual sets. */
  default Map<String, Double> figures() {
    return Map.of();
  }

  @Override
  default void close() {}
}
