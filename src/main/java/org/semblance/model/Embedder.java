package org.semblance.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.LinkedHashMap;
import java.util.Map;
import org.semblance.model.EmbeddingNet.Mode;
import org.semblance.model.block.NetTensor;

/**
 * A net with weights, for evaluation: host memory in, host memory out. Owns its native memory until
 * closed; any number of threads may call {@link #embed}.
 */
public final class Embedder implements AutoCloseable {

  private final NDManager manager;
  private final EmbeddingNet net;

  private Embedder(NDManager manager, EmbeddingNet net) {
    this.manager = manager;
    this.net = net;
  }

  /**
   * Copies the weights to the default device; the engine has been started.
   *
   * @param inputSide of the square images in pixels
   * @param values of all tensors by name, as {@link EmbeddingNet#initialValues} gives them
   */
  public static Embedder open(ModelSettings settings, int inputSide, Map<String, float[]> values) {
    EmbeddingNet net = EmbeddingNet.of(settings, inputSide);
    NDManager manager = NDManager.newBaseManager();
    Map<String, NDArray> arrays = new LinkedHashMap<>();
    for (NetTensor tensor : net.tensors()) {
      float[] start = values.get(tensor.name());
      if (start == null) {
        manager.close();
        throw new IllegalArgumentException("values must contain " + tensor.name());
      }
      arrays.put(tensor.name(), manager.create(start, new Shape(tensor.shape())));
    }
    net.bind(arrays);
    return new Embedder(manager, net);
  }

  /** Dimension of the embeddings. */
  public int dimension() {
    return net.dimension();
  }

  /**
   * The embeddings of a batch.
   *
   * @param images {@code [rows, 3, side, side]}
   * @return {@code [rows, dimension]}
   */
  public float[] embed(float[] images) {
    int side = net.inputSide();
    Shape shape = new Shape(images.length / (3L * side * side), 3, side, side);
    try (NDManager batch = manager.newSubManager();
        NDArray input = batch.create(images, shape);
        NDArray embeddings = net.forward(input, Mode.EVAL)) {
      return embeddings.toFloatArray();
    }
  }

  @Override
  public void close() {
    manager.close();
  }
}
