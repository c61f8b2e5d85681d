package org.semblance.model.block;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.nn.norm.BatchNorm;

/**
 * {@code y = (x - mean) / sqrt(variance + epsilon) * weight + bias} per channel. In training the
 * mean and the biased variance of the batch are used and the running ones move a tenth of the way
 * towards the batch's mean and unbiased variance (Ioffe and Szegedy 2015; PyTorch's convention).
 */
public final class BatchNormalization extends NetBlock {

  /** DJL's momentum is the weight of the old value; PyTorch's that of the new one, 0.1. */
  private static final float KEPT = 0.9f;

  /** DJL's mark for PyTorch's own channel axis; naming axis 1 costs two transpositions. */
  private static final int CHANNEL_AXIS = -1;

  private final float epsilon;
  private final boolean batchStatistics;
  private final Parameter weight;
  private final Parameter bias;
  private final Parameter mean;
  private final Parameter variance;

  public BatchNormalization(String name, int channels, float epsilon, TensorRules rules) {
    this.epsilon = epsilon;
    batchStatistics = rules.batchStatistics();
    weight = declare(rules.affine(name + ".weight", channels, 1), Parameter.Type.GAMMA);
    bias = declare(rules.affine(name + ".bias", channels, 0), Parameter.Type.BETA);
    mean = declare(rules.buffer(name + ".running_mean", channels, 0), Parameter.Type.RUNNING_MEAN);
    variance =
        declare(rules.buffer(name + ".running_var", channels, 1), Parameter.Type.RUNNING_VAR);
  }

  @Override
  public NDArray apply(NDArray input, boolean training) {
    return BatchNorm.batchNorm(
            input,
            mean.getArray(),
            variance.getArray(),
            weight.getArray(),
            bias.getArray(),
            CHANNEL_AXIS,
            KEPT,
            epsilon,
            training && batchStatistics)
        .singletonOrThrow();
  }

  @Override
  public Shape outputShape(Shape input) {
    return input;
  }
}
