package org.semblance.train.update;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;
import org.semblance.loss.part.LossTensor;
import org.semblance.math.Seeds;
import org.semblance.model.block.Initialization;
import org.semblance.optim.ParameterGroup;
import org.semblance.tensor.Autograd;
import org.semblance.train.settings.TrainSettings;

/** The trainable tensors that a loss asks for: one parameter group. */
public final class LossWeights {

  private LossWeights() {}

  /** Allocates and initializes; owned by the caller. */
  public static ParameterGroup allocate(NDManager parent, List<LossTensor> tensors, long seed) {
    Map<String, Shape> shapes = new LinkedHashMap<>();
    tensors.forEach(tensor -> shapes.put(tensor.name(), new Shape(tensor.shape())));
    ParameterGroup group = new ParameterGroup(parent, TrainSettings.LOSS, shapes, DataType.FLOAT32);
    Autograd.inPlace(
        () ->
            tensors.forEach(
                tensor -> {
                  NDArray target = group.tensors().get(tensor.name());
                  if (target != null) {
                    float[] values = draw(tensor, Math.toIntExact(target.size()), seed);
                    NDArray source = parent.create(values, target.getShape());
                    target.set(new NDIndex("..."), source);
                  }
                }));
    return group;
  }

  /**
   * Views that the step's manager owns, so that what is computed from them is freed with the step.
   * To be called while recording.
   */
  public static Map<String, NDArray> views(ParameterGroup group, NDManager step) {
    Map<String, NDArray> views = new LinkedHashMap<>();
    group
        .tensors()
        .forEach(
            (name, tensor) -> {
              NDArray view = tensor.reshape(tensor.getShape());
              view.attach(step);
              views.put(name, view);
            });
    return views;
  }

  private static float[] draw(LossTensor tensor, int count, long seed) {
    byte[] name = tensor.name().getBytes(java.nio.charset.StandardCharsets.UTF_8);
    CRC32C hash = new CRC32C();
    hash.update(name);
    long key = Seeds.key(seed, Seeds.Use.INITIALIZATION, hash.getValue());
    return initialization(tensor.initialization()).draw(count, key);
  }

  private static Initialization initialization(LossTensor.Initialization start) {
    if (start instanceof LossTensor.Initialization.Uniform uniform) {
      return new Initialization.Uniform(uniform.bound());
    }
    if (start instanceof LossTensor.Initialization.Normal normal) {
      return new Initialization.Normal(normal.standardDeviation());
    }
    LossTensor.Initialization.Constant constant = (LossTensor.Initialization.Constant) start;
    return new Initialization.Constant(constant.value());
  }
}
