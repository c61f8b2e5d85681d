package org.semblance.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.semblance.fault.SemblanceException;
import org.semblance.model.backbone.Backbone;
import org.semblance.model.block.BatchNormMode;
import org.semblance.model.block.Chain;
import org.semblance.model.block.Frozen;
import org.semblance.model.block.LinearHead;
import org.semblance.model.block.NetBlock;
import org.semblance.model.block.NetTensor;
import org.semblance.model.block.TensorRules;
import org.semblance.model.block.UnitRows;
import org.semblance.model.file.Safetensors;
import org.semblance.model.file.StoredTensor;
import org.semblance.tensor.Autograd;

/**
 * Images to embeddings: backbone, pooling, linear head, unit norm. The net declares its tensors and
 * computes; the arrays belong to the caller, who may give views of one flat array. Not for use by
 * several threads at once while training; in evaluation any number may call {@link #forward}.
 */
public final class EmbeddingNet {

  /** What a forward pass is for. */
  public enum Mode {
    /** Batch norms as the settings say; recorded for gradients where the thread records. */
    TRAIN,
    /** Running statistics, nothing updated, nothing recorded. */
    EVAL
  }

  private final int inputSide;
  private final int dimension;
  private final Chain layers;
  private final boolean buffersMove;
  private final List<NetTensor> tensors;
  private boolean bound;

  private EmbeddingNet(int inputSide, int dimension, boolean buffersMove, Chain layers) {
    this.inputSide = inputSide;
    this.dimension = dimension;
    this.buffersMove = buffersMove;
    this.layers = layers;
    tensors = List.copyOf(layers.tensors());
  }

  /**
   * A net without arrays.
   *
   * @param inputSide of the square images in pixels
   * @throws IllegalArgumentException if the backbone shrinks images of this side to nothing
   */
  public static EmbeddingNet of(ModelSettings settings, int inputSide) {
    Backbone backbone = settings.backbone();
    boolean frozen = settings.freezeBackbone();
    NetBlock features = backbone.layers(new TensorRules(settings.batchNorm(), frozen));
    requireFeatures(features.outputShape(new Shape(3, inputSide, inputSide)), inputSide);
    List<NetBlock> layers = new ArrayList<>();
    layers.add(frozen ? new Frozen(features) : features);
    layers.add(new PoolingBlock(settings.pooling()));
    if (settings.dimension() > 0) {
      layers.add(
          settings.headBias()
              ? LinearHead.withBias(backbone.channels(), settings.dimension())
              : LinearHead.withoutBias(backbone.channels(), settings.dimension()));
    }
    if (settings.normalize()) {
      layers.add(new UnitRows());
    }
    boolean buffersMove = settings.batchNorm() == BatchNormMode.TRAINABLE && !frozen;
    return new EmbeddingNet(
        inputSide, settings.embeddingDimension(), buffersMove, new Chain(layers));
  }

  private static void requireFeatures(Shape features, int inputSide) {
    if (inputSide < 1 || features.get(1) < 1 || features.get(2) < 1) {
      throw new IllegalArgumentException(
          "side must be large enough for the backbone, got " + inputSide + " pixels");
    }
  }

  /** Side of the input in pixels. */
  public int inputSide() {
    return inputSide;
  }

  /** Dimension of the embeddings. */
  public int dimension() {
    return dimension;
  }

  /** All tensors in the order of computation: parameters and buffers, backbone then head. */
  public List<NetTensor> tensors() {
    return tensors;
  }

  /** Whether forward passes in training change the tensor: running statistics of batch norm. */
  public boolean moves(NetTensor tensor) {
    return buffersMove && tensor.kind() == NetTensor.Kind.BUFFER;
  }

  /** About how many values training holds per image until the backward pass. */
  public long heldValues() {
    return layers.heldValues(new Shape(3, inputSide, inputSide));
  }

  /** Starting values of all tensors by name, drawn with the experiment's {@code seed}. */
  public Map<String, float[]> initialValues(long seed) {
    Map<String, float[]> values = new LinkedHashMap<>();
    tensors.forEach(tensor -> values.put(tensor.name(), tensor.initialValues(seed)));
    return values;
  }

  /**
   * Starting values of all tensors by name, from a file; a head that the file lacks is drawn with
   * {@code seed}, classifiers in the file are left out.
   *
   * @param source names the file in messages
   * @throws SemblanceException data, if the file was made for another net
   */
  public Map<String, float[]> initialValues(long seed, Safetensors weights, String source) {
    return new StartingWeights(tensors, weights, source).values(seed);
  }

  /**
   * The file content for these values.
   *
   * @param values one for each of {@link #tensors}, by name; others are left out
   */
  public Safetensors stored(Map<String, float[]> values) {
    Map<String, StoredTensor> stored = new LinkedHashMap<>();
    for (NetTensor tensor : tensors) {
      float[] value = values.get(tensor.name());
      if (value == null) {
        throw new IllegalArgumentException("values must contain " + tensor.name());
      }
      stored.put(tensor.name(), StoredTensor.of(tensor.shape(), value));
    }
    return new Safetensors(stored, Map.of());
  }

  /**
   * Gives the net its arrays, once. They stay the caller's: not copied, not closed, gradient flags
   * untouched; batch norms in training write to the buffers in place.
   *
   * @param arrays float32, one for each of {@link #tensors}, by name; others are ignored
   * @throws IllegalArgumentException if an array is missing or shaped otherwise
   */
  public void bind(Map<String, NDArray> arrays) {
    if (bound) {
      throw new IllegalStateException("a net is bound once: make another one");
    }
    for (NetTensor tensor : tensors) {
      NDArray array = arrays.get(tensor.name());
      Shape wanted = new Shape(tensor.shape());
      if (array == null || !array.getShape().equals(wanted)) {
        throw new IllegalArgumentException(
            "array of "
                + tensor.name()
                + " must have shape "
                + wanted
                + ", got "
                + (array == null ? "none" : array.getShape()));
      }
    }
    layers.bind(arrays);
    bound = true;
  }

  /**
   * The embeddings of a batch. What lies between is closed before this returns, or by the end of
   * the backward pass.
   *
   * @param images {@code [n, 3, side, side]} float32; stays open
   * @return {@code [n, dimension]}, a new array attached to the manager of {@code images}
   */
  public NDArray forward(NDArray images, Mode mode) {
    if (!bound) {
      throw new IllegalStateException("a net needs its arrays before the first forward pass");
    }
    return switch (mode) {
      case TRAIN -> layers.apply(images, true);
      case EVAL -> Autograd.unrecorded(() -> layers.apply(images, false));
    };
  }
}
