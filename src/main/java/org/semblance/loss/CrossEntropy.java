package org.semblance.loss;

import ai.djl.ndarray.NDArray;
import java.util.function.UnaryOperator;

/** Cross entropy with a margin on the logit of the target. */
final class CrossEntropy {

  private CrossEntropy() {}

  /** The mean over rows; {@code margin} maps the target's logits {@code [rows, 1]}. */
  static NDArray mean(NDArray logits, NDArray labels, UnaryOperator<NDArray> margin) {
    NDArray index = labels.expandDims(1);
    NDArray plain = logits.gather(index, 1);
    NDArray target = margin.apply(plain);
    NDArray margined =
        target == plain ? logits : logits.add(oneHot(labels, logits).mul(target.sub(plain)));
    return margined.logSoftmax(1).gather(index, 1).mean().neg();
  }

  /** {@code [rows, classes]}: 1 at each row's class. */
  static NDArray oneHot(NDArray labels, NDArray logits) {
    return labels.oneHot((int) logits.size(1), logits.getDataType());
  }
}
