package org.semblance.model.block;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.nn.core.Linear;
import org.jspecify.annotations.Nullable;
import org.semblance.model.block.NetTensor.Group;
import org.semblance.model.block.NetTensor.Kind;

/** {@code x W^T + b}: pooled features to embedding; tensors {@code head.weight, head.bias}. */
public final class LinearHead extends NetBlock {

  private final int dimension;
  private final Parameter weight;
  private final @Nullable Parameter bias;

  private LinearHead(int features, int dimension, boolean biased) {
    this.dimension = dimension;
    Initialization initialization = Initialization.fanIn(features);
    weight = declare("head.weight", new long[] {dimension, features}, initialization);
    bias = biased ? declare("head.bias", new long[] {dimension}, initialization) : null;
  }

  public static LinearHead withBias(int features, int dimension) {
    return new LinearHead(features, dimension, true);
  }

  public static LinearHead withoutBias(int features, int dimension) {
    return new LinearHead(features, dimension, false);
  }

  private Parameter declare(String name, long[] shape, Initialization initialization) {
    var tensor = new NetTensor(name, shape, Kind.PARAMETER, Group.HEAD, true, initialization);
    return declare(tensor, Parameter.Type.WEIGHT);
  }

  @Override
  public NDArray apply(NDArray input, boolean training) {
    NDArray shift = bias == null ? null : bias.getArray();
    return Linear.linear(input, weight.getArray(), shift).singletonOrThrow();
  }

  @Override
  public Shape outputShape(Shape input) {
    return new Shape(dimension);
  }
}
