package org.semblance.model.block;

import org.semblance.model.block.NetTensor.Group;
import org.semblance.model.block.NetTensor.Kind;

/**
 * What the settings decide for every tensor of the backbone.
 *
 * @param batchNorm what training does to batch norms
 * @param frozen whether the whole backbone stays as it is
 */
public record TensorRules(BatchNormMode batchNorm, boolean frozen) {

  NetTensor parameter(String name, long[] shape, Initialization initialization) {
    return new NetTensor(name, shape, Kind.PARAMETER, Group.BACKBONE, !frozen, initialization);
  }

  /** Scale or shift of a batch norm over {@code channels}. */
  NetTensor affine(String name, int channels, double start) {
    boolean trainable = !frozen && batchNorm != BatchNormMode.FROZEN;
    return new NetTensor(
        name,
        new long[] {channels},
        Kind.PARAMETER,
        Group.BACKBONE,
        trainable,
        new Initialization.Constant(start));
  }

  /** Running mean or variance of a batch norm over {@code channels}. */
  NetTensor buffer(String name, int channels, double start) {
    return new NetTensor(
        name,
        new long[] {channels},
        Kind.BUFFER,
        Group.BACKBONE,
        false,
        new Initialization.Constant(start));
  }

  /** Whether a batch norm uses and updates the statistics of a training batch. */
  boolean batchStatistics() {
    return !frozen && batchNorm == BatchNormMode.TRAINABLE;
  }
}
