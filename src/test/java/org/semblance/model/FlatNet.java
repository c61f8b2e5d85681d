package org.semblance.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.semblance.model.EmbeddingNet.Mode;
import org.semblance.model.block.NetTensor;
import org.semblance.model.block.NetTensor.Kind;
import org.semblance.tensor.Autograd;

/** A net whose tensors are views of two flat arrays, parameters and buffers. */
record FlatNet(NDManager manager, EmbeddingNet net, NDArray buffers, Map<String, NDArray> arrays)
    implements AutoCloseable {

  static FlatNet of(ModelSettings settings, int side) {
    EmbeddingNet net = EmbeddingNet.of(settings, side);
    NDManager manager = NDManager.newBaseManager();
    Map<String, NDArray> arrays = new HashMap<>();
    flat(manager, net, tensor -> tensor.kind() == Kind.PARAMETER, arrays);
    NDArray buffers = flat(manager, net, tensor -> tensor.kind() == Kind.BUFFER, arrays);
    net.bind(arrays);
    return new FlatNet(manager, net, buffers, arrays);
  }

  private static NDArray flat(
      NDManager manager, EmbeddingNet net, Predicate<NetTensor> chosen, Map<String, NDArray> into) {
    List<NetTensor> tensors = net.tensors().stream().filter(chosen).toList();
    float[] values = new float[tensors.stream().mapToInt(NetTensor::size).sum()];
    int offset = 0;
    for (NetTensor tensor : tensors) {
      System.arraycopy(tensor.initialValues(3), 0, values, offset, tensor.size());
      offset += tensor.size();
    }
    NDArray flat = manager.create(values);
    offset = 0;
    for (NetTensor tensor : tensors) {
      NDArray view =
          flat.get(new NDIndex("{}:{}", offset, offset + tensor.size()))
              .reshape(new Shape(tensor.shape()));
      view.setRequiresGradient(tensor.trainable());
      into.put(tensor.name(), view);
      offset += tensor.size();
    }
    return flat;
  }

  NDArray tensor(String name) {
    return Objects.requireNonNull(arrays.get(name), name);
  }

  /** A loss that no symmetry makes constant: the sum of embeddings, each times its position. */
  private NDArray loss(NDArray images, Mode mode) {
    NDArray embeddings = net.forward(images, mode);
    NDArray factors = embeddings.getManager().arange((int) embeddings.size());
    return embeddings.flatten().mul(factors).sum();
  }

  /** Adds the gradients of the loss to the views. */
  void backward(NDArray images) {
    Autograd.backward(Autograd.recorded(() -> loss(images, Mode.TRAIN)));
  }

  /** The loss in evaluation, with one element of {@code weight} moved by {@code step}. */
  double lossWith(NDArray images, NDArray weight, int element, float step) {
    return Autograd.unrecorded(
        () -> {
          float[] moved = new float[(int) weight.size()];
          moved[element] = step;
          NDArray change = manager.create(moved, weight.getShape());
          weight.addi(change);
          double loss = loss(images, Mode.EVAL).getFloat();
          weight.subi(change);
          return loss;
        });
  }

  @Override
  public void close() {
    manager.close();
  }
}
