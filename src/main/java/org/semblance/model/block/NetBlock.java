package org.semblance.model.block;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A DJL block with one input and one output, whose parameters carry full torchvision names and are
 * arrays that somebody else owns, bound once.
 */
public abstract class NetBlock extends AbstractBlock {

  private final List<NetTensor> declared = new ArrayList<>();
  private final List<NetBlock> parts = new ArrayList<>();

  /**
   * The output for {@code input}, a new array attached to its manager. Arrays in between are closed
   * as early as possible; automatic differentiation holds on to what it needs. The input stays
   * open.
   *
   * @param training whether batch norms may use and update statistics of the batch
   */
  public abstract NDArray apply(NDArray input, boolean training);

  /** The shape of the output for this shape of input, both without the batch dimension. */
  public abstract Shape outputShape(Shape input);

  /** About how many values training holds per image until the backward pass, for this input. */
  public long heldValues(Shape input) {
    return outputShape(input).size();
  }

  /** A parameter without array yet; whether it has a gradient is up to the owner of the array. */
  public final Parameter declare(NetTensor tensor, Parameter.Type type) {
    declared.add(tensor);
    return addParameter(
        Parameter.builder().setName(tensor.name()).setType(type).optRequiresGrad(false).build());
  }

  /** Registers a block that this one consists of. */
  public final <B extends NetBlock> B part(B block) {
    parts.add(block);
    return addChildBlock(block.getClass().getSimpleName(), block);
  }

  public final List<NetBlock> parts() {
    return parts;
  }

  /** The declared tensors in the order of computation, with those of all parts. */
  public final List<NetTensor> tensors() {
    List<NetTensor> all = new ArrayList<>(declared);
    parts.forEach(part -> all.addAll(part.tensors()));
    return all;
  }

  /** Gives every parameter its array; names and shapes are right. */
  public final void bind(Map<String, NDArray> arrays) {
    for (Parameter parameter : getDirectParameters().values()) {
      parameter.setArray(arrays.get(parameter.getName()));
    }
    parts.forEach(part -> part.bind(arrays));
  }

  @Override
  protected final NDList forwardInternal(
      ParameterStore parameterStore,
      NDList inputs,
      boolean training,
      @Nullable PairList<String, Object> params) {
    return new NDList(apply(inputs.singletonOrThrow(), training));
  }

  @Override
  public final Shape[] getOutputShapes(Shape[] inputShapes) {
    Shape input = inputShapes[0];
    return new Shape[] {new Shape(input.get(0)).addAll(outputShape(input.slice(1)))};
  }

  @Override
  protected final void initializeChildBlocks(
      NDManager manager, DataType dataType, Shape... inputShapes) {
    for (Block child : getChildren().values()) {
      child.initialize(manager, dataType, inputShapes);
    }
  }
}
