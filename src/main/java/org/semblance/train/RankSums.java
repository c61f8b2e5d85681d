package org.semblance.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.semblance.collective.Collective;
import org.semblance.optim.Autograd;
import org.semblance.optim.ParameterGroup;
import org.semblance.train.TrainSettings.LossScope;

/**
 * What the ranks add up in each step, joined so that a step costs one exchange: gradients, and the
 * running statistics of batch norm, whose mean over the ranks every rank goes on with.
 */
final class RankSums {

  /**
   * A flat array to replace by its sum over the ranks.
   *
   * @param divisor of the sum
   * @param once whether each rank has the whole sum already, so that only the first's counts
   */
  private record Part(NDArray array, float divisor, boolean once) {

    int size() {
      return Math.toIntExact(array.size());
    }
  }

  private final Collective collective;
  private final NDManager manager;
  private final List<Part> parts = new ArrayList<>();
  private final float[] joined;

  /**
   * Where the loss is global, each rank has its rows' part of the net's gradient, but the whole
   * gradient of the loss's own tensors; local losses are averaged.
   */
  RankSums(LossScope scope, TrainingState state, Collective collective) {
    this.collective = collective;
    manager = state.manager();
    boolean global = scope == LossScope.GLOBAL;
    float ranks = collective.size();
    for (ParameterGroup group : state.groups()) {
      boolean whole = global && group == state.loss();
      parts.add(new Part(group.gradients(), global ? 1 : ranks, whole));
    }
    state
        .student()
        .statistics()
        .ifPresent(flat -> parts.add(new Part(flat.values(), ranks, false)));
    joined = new float[parts.stream().mapToInt(Part::size).sum()];
  }

  /** Replaces all of them by what the ranks have together. */
  void exchange() {
    int start = 0;
    for (Part part : parts) {
      if (part.once() && collective.rank() > 0) {
        Arrays.fill(joined, start, start + part.size(), 0);
      } else {
        System.arraycopy(part.array().toFloatArray(), 0, joined, start, part.size());
      }
      start += part.size();
    }
    collective.allReduce(joined);
    start = 0;
    for (Part part : parts) {
      float[] sum = Arrays.copyOfRange(joined, start, start + part.size());
      if (part.divisor() != 1) {
        divide(sum, part.divisor());
      }
      Autograd.inPlace(
          () -> {
            try (NDArray values = manager.create(sum)) {
              part.array().set(new NDIndex(":"), values);
            }
          });
      start += part.size();
    }
  }

  private static void divide(float[] values, float divisor) {
    for (int i = 0; i < values.length; i++) {
      values[i] /= divisor;
    }
  }
}
