package org.semblance.method.memvir;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.semblance.loss.SoftmaxLoss;
import org.semblance.tensor.StepView;

/**
 * The pieces of a softmax loss over a grid of blocks: rows of one snapshot against the classes of
 * another. Only a block on the diagonal holds target logits, so only there the loss's margin acts.
 */
record SoftmaxBlocks(SoftmaxLoss loss) {

  /**
   * Rows against their own classes.
   *
   * @param logits {@code [rows, classes]} with the target's logit replaced by {@code targets}
   * @param targets {@code [rows]} the loss's logit for the row's own class
   */
  record Diagonal(NDArray logits, NDArray targets) {}

  /** Row losses {@code [rows]} of the current step: log-sum-exp over all classes minus target. */
  NDArray currentRows(
      NDArray embeddings, NDArray labels, NDArray classWeights, List<Snapshot> virtual) {
    Diagonal own = diagonal(loss.logits(embeddings, classWeights), labels);
    NDArray all = own.logits();
    if (!virtual.isEmpty()) {
      NDArray old = stacked(virtual, Snapshot::classWeights, embeddings);
      all = NDArrays.concat(new NDList(all, loss.logits(embeddings, old)), 1);
    }
    return LogSumExp.of(all, 1).sub(own.targets());
  }

  /**
   * Row losses {@code [rows of block]} of the replayed steps; {@code step} as in {@link #block}.
   */
  NDArray virtualRows(NDArray classWeights, VirtualBlock block, NDArray step) {
    NDArray rows = stacked(block.members(), Snapshot::embeddings, step);
    NDArray current = LogSumExp.of(loss.logits(rows, classWeights), 1).expandDims(1);
    NDArray all = NDArrays.concat(new NDList(current, StepView.of(block.denominators(), step)), 1);
    return LogSumExp.of(all, 1).sub(StepView.of(block.targets(), step));
  }

  /**
   * The block of {@code members}, all pairs computed; {@code step} is an array of the running step,
   * whose manager takes what the computation leaves behind.
   */
  VirtualBlock block(List<Snapshot> members, NDArray step) {
    VirtualBlock block = null;
    for (int first = members.size() - 1; first >= 0; first--) {
      VirtualBlock smaller = block;
      block = extended(smaller, members.subList(first, members.size()), step);
      if (smaller != null) {
        smaller.close();
      }
    }
    if (block == null) {
      throw new IllegalArgumentException("members must not be empty");
    }
    return block;
  }

  /** The block of {@code members}, given the block of all but the first of them. */
  VirtualBlock extended(@Nullable VirtualBlock smaller, List<Snapshot> members, NDArray step) {
    Snapshot newest = members.get(0);
    List<Snapshot> older = members.subList(1, members.size());
    NDArray embeddings = StepView.of(newest.embeddings(), step);
    NDArray classWeights = StepView.of(newest.classWeights(), step);
    Diagonal own =
        diagonal(loss.logits(embeddings, classWeights), StepView.of(newest.labels(), step));
    NDArray denominators = LogSumExp.of(own.logits(), 1).expandDims(1);
    NDArray targets = own.targets();
    if (smaller != null) {
      NDArray right = againstEach(embeddings, older, step);
      NDArray below =
          LogSumExp.of(loss.logits(stacked(older, Snapshot::embeddings, step), classWeights), 1)
              .expandDims(1);
      NDArray top = NDArrays.concat(new NDList(denominators, right), 1);
      NDArray bottom =
          NDArrays.concat(new NDList(below, StepView.of(smaller.denominators(), step)), 1);
      denominators = NDArrays.concat(new NDList(top, bottom));
      targets = NDArrays.concat(new NDList(targets, StepView.of(smaller.targets(), step)));
    }
    return VirtualBlock.owning(members, denominators, targets);
  }

  /** {@code [rows, older]}: the log-sum-exp of each row over the classes of each snapshot. */
  private NDArray againstEach(NDArray embeddings, List<Snapshot> older, NDArray step) {
    NDArray logits = loss.logits(embeddings, stacked(older, Snapshot::classWeights, step));
    Shape perSnapshot = new Shape(embeddings.size(0), older.size(), -1);
    return LogSumExp.of(logits.reshape(perSnapshot), 2);
  }

  private Diagonal diagonal(NDArray logits, NDArray labels) {
    int classes = Math.toIntExact(logits.size(1));
    NDArray own = labels.oneHot(classes, logits.getDataType());
    NDArray plain = logits.mul(own).sum(new int[] {1});
    NDArray targets = loss.targetLogits(plain);
    NDArray changed = targets.sub(plain).expandDims(1).mul(own);
    return new Diagonal(logits.add(changed), targets);
  }

  private static NDArray stacked(
      List<Snapshot> snapshots, Function<Snapshot, NDArray> part, NDArray step) {
    NDList parts = new NDList(snapshots.size());
    snapshots.forEach(snapshot -> parts.add(part.apply(snapshot)));
    NDArray stacked = NDArrays.concat(parts);
    stacked.attach(step.getManager());
    return stacked;
  }
}
