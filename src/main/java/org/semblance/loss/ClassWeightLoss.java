package org.semblance.loss;

import ai.djl.ndarray.NDArray;
import java.util.Map;

/**
 * A loss between rows and one weight vector per class (softmax and proxy losses). The number of
 * classes is the number of weight rows at the call, so MemVir can append virtual classes.
 */
public interface ClassWeightLoss extends MetricLoss {

  /** Name of the {@code [classes, dimension]} tensor in {@link #tensors}. */
  String CLASS_WEIGHTS = "class-weights";

  /**
   * The loss of {@code embeddings} against {@code classWeights}.
   *
   * @param embeddings {@code [rows, dimension]}
   * @param labels {@code [rows]} int64, rows of {@code classWeights}
   * @param classWeights {@code [classes, dimension]} raw; normalized inside where the loss says so
   * @return a scalar, the mean over rows (or over proxies, as the loss defines)
   */
  NDArray evaluate(NDArray embeddings, NDArray labels, NDArray classWeights);

  /** How many neighboring rows of the class weights belong to one class (sub-centers). */
  default int weightsPerClass() {
    return 1;
  }

  @Override
  default NDArray evaluate(
      NDArray embeddings, NDArray labels, Map<String, NDArray> tensors, long key) {
    NDArray classWeights = tensors.get(CLASS_WEIGHTS);
    if (classWeights == null) {
      throw new IllegalArgumentException(
          "tensors must contain " + CLASS_WEIGHTS + ", got " + tensors.keySet());
    }
    return evaluate(embeddings, labels, classWeights);
  }
}
