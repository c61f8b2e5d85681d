package org.semblance.loss;

import ai.djl.ndarray.NDArray;
import java.util.Map;
import java.util.Optional;
import org.semblance.tensor.StepView;

/**
 * A loss between rows and one weight vector per class (softmax and proxy losses). The number of
 * classes is the number of weight rows at the call, so MemVir can append virtual classes. The loss
 * is {@link #compare} plus {@link #penalty}: a method that changes what rows are compared with
 * calls the two, not {@link #evaluate}, which is not to be overridden.
 */
public interface ClassWeightLoss extends MetricLoss {

  /** Name of the {@code [classes, dimension]} tensor in {@link #tensors}. */
  String CLASS_WEIGHTS = "class-weights";

  /**
   * The comparison of {@code embeddings} with {@code classWeights}.
   *
   * @param embeddings {@code [rows, dimension]}
   * @param labels {@code [rows]} int64, rows of {@code classWeights}
   * @param classWeights {@code [classes, dimension]} raw; normalized inside where the loss says so
   * @return a scalar, the mean over rows (or over proxies, as the loss defines)
   */
  NDArray compare(NDArray embeddings, NDArray labels, NDArray classWeights);

  /**
   * What the loss asks of the trained class weights themselves, if anything; virtual classes take
   * no part in it.
   *
   * @param classWeights {@code [classes, dimension]} raw
   * @return a scalar attached to the manager of {@code classWeights}
   */
  default Optional<NDArray> penalty(NDArray classWeights) {
    return Optional.empty();
  }

  /** How many neighboring rows of the class weights belong to one class (sub-centers). */
  default int weightsPerClass() {
    return 1;
  }

  /** The value of a comparison, with the {@link #penalty} on the class weights it was made of. */
  default NDArray penalized(NDArray comparison, NDArray classWeights) {
    return penalty(StepView.of(classWeights, comparison)).map(comparison::add).orElse(comparison);
  }

  @Override
  default NDArray evaluate(
      NDArray embeddings, NDArray labels, Map<String, NDArray> tensors, long key) {
    NDArray classWeights = classWeights(tensors);
    return penalized(compare(embeddings, labels, classWeights), classWeights);
  }

  /** The class weights among the tensors of a loss. */
  static NDArray classWeights(Map<String, NDArray> tensors) {
    NDArray classWeights = tensors.get(CLASS_WEIGHTS);
    if (classWeights == null) {
      throw new IllegalArgumentException(
          "tensors must contain " + CLASS_WEIGHTS + ", got " + tensors.keySet());
    }
    return classWeights;
  }
}
