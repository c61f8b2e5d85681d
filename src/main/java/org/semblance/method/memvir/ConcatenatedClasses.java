package org.semblance.method.memvir;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.function.Function;
import org.semblance.loss.ClassWeightLoss;

/**
 * The definition itself: the base loss on current and virtual rows and classes in one matrix. Right
 * for every loss, at {@code (n + 1)²} times the base loss's cost.
 */
record ConcatenatedClasses(ClassWeightLoss loss) implements VirtualClassLoss {

  @Override
  public NDArray evaluate(
      NDArray embeddings, NDArray labels, NDArray classWeights, List<Snapshot> virtual) {
    if (virtual.isEmpty()) {
      return loss.compare(embeddings, labels, classWeights);
    }
    return loss.compare(
        stacked(embeddings, virtual, Snapshot::embeddings),
        shiftedLabels(
            labels,
            virtual,
            classWeights.size(0) / loss.weightsPerClass(),
            embeddings.getManager()),
        stacked(classWeights, virtual, Snapshot::classWeights));
  }

  private static NDArray stacked(
      NDArray current, List<Snapshot> virtual, Function<Snapshot, NDArray> part) {
    NDList parts = new NDList(current);
    virtual.forEach(snapshot -> parts.add(part.apply(snapshot)));
    return NDArrays.concat(parts);
  }

  private static NDArray shiftedLabels(
      NDArray labels, List<Snapshot> virtual, long classes, NDManager manager) {
    NDList parts = new NDList(labels);
    for (int set = 1; set <= virtual.size(); set++) {
      NDArray shifted = virtual.get(set - 1).labels().add(set * classes);
      shifted.attach(manager);
      parts.add(shifted);
    }
    return NDArrays.concat(parts);
  }
}
