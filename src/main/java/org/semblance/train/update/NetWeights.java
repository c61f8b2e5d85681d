package org.semblance.train.update;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.semblance.model.EmbeddingNet;
import org.semblance.model.block.NetTensor;
import org.semblance.optim.FlatTensors;
import org.semblance.optim.ParameterGroup;
import org.semblance.tensor.Autograd;

/** A net bound to flat float32 storage of its own. Owns its memory until closed. */
public final class NetWeights implements AutoCloseable {

  /** What nothing changes: frozen parameters, and buffers beside them. */
  private static final String FIXED = "fixed";

  /** What forward passes in training change. */
  private static final String STATISTICS = "statistics";

  private final NDManager manager;
  private final EmbeddingNet net;
  private final List<ParameterGroup> groups = new ArrayList<>();
  private final Map<String, FlatTensors> parts = new LinkedHashMap<>();
  private final Map<String, NDArray> tensors = new LinkedHashMap<>();

  private NetWeights(NDManager parent, EmbeddingNet net) {
    this.net = net;
    manager = parent.newSubManager();
  }

  /**
   * Storage with gradients for what can be trained.
   *
   * @param net not bound yet
   */
  public static NetWeights trainable(NDManager parent, EmbeddingNet net) {
    NetWeights weights = new NetWeights(parent, net);
    shapes(net)
        .forEach(
            (part, shapes) -> {
              if (part.equals(FIXED) || part.equals(STATISTICS)) {
                weights.add(part, new FlatTensors(weights.manager, shapes, DataType.FLOAT32));
              } else {
                ParameterGroup group =
                    new ParameterGroup(weights.manager, part, shapes, DataType.FLOAT32);
                weights.groups.add(group);
                weights.add(part, group.storage());
              }
            });
    net.bind(weights.tensors);
    return weights;
  }

  /**
   * Storage without gradients.
   *
   * @param net not bound yet
   */
  public static NetWeights plain(NDManager parent, EmbeddingNet net) {
    NetWeights weights = new NetWeights(parent, net);
    shapes(net)
        .forEach(
            (part, shapes) ->
                weights.add(part, new FlatTensors(weights.manager, shapes, DataType.FLOAT32)));
    net.bind(weights.tensors);
    return weights;
  }

  public EmbeddingNet net() {
    return net;
  }

  /** Groups of trainable tensors; none of a plain storage. */
  public List<ParameterGroup> groups() {
    return groups;
  }

  /** The running statistics that training moves, if any; owned by this object. */
  Optional<FlatTensors> statistics() {
    return Optional.ofNullable(parts.get(STATISTICS));
  }

  /** All tensors of the net by name, owned by this object. */
  public Map<String, NDArray> tensors() {
    return tensors;
  }

  /** Overwrites every tensor. */
  public void set(Map<String, float[]> values) {
    Autograd.inPlace(
        () ->
            tensors.forEach(
                (name, tensor) -> {
                  float[] value = values.get(name);
                  if (value == null) {
                    throw new IllegalArgumentException("values must contain " + name);
                  }
                  tensor.set(new NDIndex("..."), manager.create(value, tensor.getShape()));
                }));
  }

  /** Overwrites every tensor by that of the same net elsewhere. */
  public void copyFrom(NetWeights other) {
    Autograd.inPlace(
        () -> parts.forEach((part, flat) -> flat.copyFrom(other.parts.getOrDefault(part, flat))));
  }

  @Override
  public void close() {
    manager.close();
  }

  private void add(String part, FlatTensors flat) {
    parts.put(part, flat);
    tensors.putAll(flat.tensors());
  }

  private static Map<String, Map<String, Shape>> shapes(EmbeddingNet net) {
    Map<String, Map<String, Shape>> parts = new LinkedHashMap<>();
    for (NetTensor tensor : net.tensors()) {
      parts
          .computeIfAbsent(part(net, tensor), absent -> new LinkedHashMap<>())
          .put(tensor.name(), new Shape(tensor.shape()));
    }
    return parts;
  }

  private static String part(EmbeddingNet net, NetTensor tensor) {
    if (tensor.trainable()) {
      return tensor.group().name().toLowerCase(Locale.ROOT);
    }
    return net.moves(tensor) ? STATISTICS : FIXED;
  }
}
