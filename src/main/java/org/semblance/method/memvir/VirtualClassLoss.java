package org.semblance.method.memvir;

import ai.djl.ndarray.NDArray;
import java.util.List;
import java.util.Map;

/**
 * The comparison of a class-weight loss over the current classes and virtual copies of them: set
 * {@code j = 1, 2, …} stands for other classes, its labels shifted by {@code j * classes}.
 */
interface VirtualClassLoss extends AutoCloseable {

  /**
   * The loss over all rows and classes.
   *
   * @param embeddings {@code [rows, dimension]} unit rows of the current step, gradient on
   * @param labels {@code [rows]} int64
   * @param classWeights {@code [classes, dimension]} raw, gradient on
   * @param virtual the replayed steps, most recent first; they receive no gradient
   * @return a scalar attached to the manager of {@code embeddings}
   */
  NDArray evaluate(
      NDArray embeddings, NDArray labels, NDArray classWeights, List<Snapshot> virtual);

  /** Tells that {@code leaving}, the oldest remembered step, will not be seen again. */
  default void forget(Snapshot leaving) {}

  /** How many floats are kept at most, with {@code rows} rows per step. */
  default long cachedValues(MemVirSettings settings, int rows) {
    return 0;
  }

  /** What was computed ahead, by name, for a checkpoint. */
  default Map<String, NDArray> state() {
    return Map.of();
  }

  /** Replaces what was computed ahead. */
  default void restore(Map<String, NDArray> state, VirtualClassMemory memory) {}

  @Override
  default void close() {}
}
