package org.semblance.train.update;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.semblance.collective.Collective;
import org.semblance.optim.FlatTensors;
import org.semblance.optim.ParameterGroup;
import org.semblance.optim.slice.Span;
import org.semblance.tensor.Autograd;
import org.semblance.train.settings.TrainSettings;
import org.semblance.train.settings.TrainSettings.LossScope;

/**
 * What the ranks add up in each step, joined so that a step costs one exchange: gradients, and the
 * running statistics of batch norm, whose mean over the ranks every rank goes on with.
 */
final class JoinedArrays {

  /**
   * A flat array to add up.
   *
   * @param source of the addends
   * @param target of what comes of their sum
   * @param span in the joined array
   * @param divisor of the sum
   * @param once whether each rank has the whole sum already, so that only the first's counts
   */
  private record Part(NDArray source, NDArray target, Span span, float divisor, boolean once) {}

  private final boolean first;
  private final List<Part> parts = new ArrayList<>();
  private final List<Span> groups = new ArrayList<>();
  private float[] addends = {};
  private int size;

  private JoinedArrays(boolean first) {
    this.first = first;
  }

  /**
   * Where the loss is global, each rank has its rows' part of the net's gradient, but the whole
   * gradient of the loss's own tensors; local losses are averaged.
   *
   * @param target where {@link #write} puts what belongs to a group
   */
  static JoinedArrays of(
      LossScope scope,
      UpdateStrategy.Trainable trainable,
      Collective collective,
      Function<ParameterGroup, NDArray> target) {
    JoinedArrays joined = new JoinedArrays(collective.rank() == 0);
    boolean global = scope == LossScope.GLOBAL;
    float ranks = collective.size();
    for (ParameterGroup group : trainable.groups()) {
      boolean whole = global && group.name().equals(TrainSettings.LOSS);
      joined.groups.add(
          joined.add(group.gradients(), target.apply(group), global ? 1 : ranks, whole));
    }
    trainable
        .net()
        .statistics()
        .map(FlatTensors::values)
        .ifPresent(values -> joined.add(values, values, ranks, false));
    return joined;
  }

  private Span add(NDArray source, NDArray target, float divisor, boolean once) {
    Span span = new Span(size, size + Math.toIntExact(source.size()));
    parts.add(new Part(source, target, span, divisor, once));
    size = span.end();
    return span;
  }

  /** Where each group is in the joined array, in their order; statistics come after them. */
  List<Span> groups() {
    return groups;
  }

  /** All of the joined array. */
  Span whole() {
    return new Span(0, size);
  }

  /** This rank's addends, joined, in an array that the next call uses again. */
  float[] addends() {
    if (addends.length < size) {
      addends = new float[size];
    }
    for (Part part : parts) {
      if (!part.once() || first) {
        float[] values = part.source().toFloatArray();
        System.arraycopy(values, 0, addends, part.span().start(), values.length);
      } else {
        Arrays.fill(addends, part.span().start(), part.span().end(), 0);
      }
    }
    return addends;
  }

  /**
   * Makes of sums what ranks go on with.
   *
   * @param sums of {@code range} of the joined array, changed in place
   */
  void divide(float[] sums, Span range) {
    for (Part part : parts) {
      if (part.divisor() != 1) {
        Span span = part.span().overlap(range).plus(-range.start());
        for (int i = span.start(); i < span.end(); i++) {
          sums[i] /= part.divisor();
        }
      }
    }
  }

  /** What the targets hold in {@code range} of the joined array. */
  float[] targets(Span range) {
    return values(Part::target, range);
  }

  /** What this rank's sources hold in {@code range} of the joined array. */
  float[] sources(Span range) {
    return values(Part::source, range);
  }

  /** Writes the joined array to the targets. */
  void write(float[] values) {
    for (Part part : parts) {
      float[] own = Arrays.copyOfRange(values, part.span().start(), part.span().end());
      Autograd.inPlace(
          () -> {
            NDManager manager = part.target().getManager();
            try (NDArray source = manager.create(own)) {
              part.target().set(new NDIndex(":"), source);
            }
          });
    }
  }

  private float[] values(Function<Part, NDArray> array, Span range) {
    float[] values = new float[range.length()];
    for (Part part : parts) {
      Span common = part.span().overlap(range);
      if (!common.isEmpty()) {
        Span inPart = common.plus(-part.span().start());
        NDIndex index = new NDIndex("{}:{}", inPart.start(), inPart.end());
        try (NDArray view = array.apply(part).get(index)) {
          System.arraycopy(
              view.toFloatArray(), 0, values, common.start() - range.start(), common.length());
        }
      }
    }
    return values;
  }
}
