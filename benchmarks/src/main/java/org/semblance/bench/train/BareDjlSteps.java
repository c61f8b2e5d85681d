package org.semblance.bench.train;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import java.util.LinkedHashMap;
import java.util.Map;
import org.semblance.method.objective.Objective;
import org.semblance.method.objective.StepBatch;
import org.semblance.model.EmbeddingNet;
import org.semblance.model.EmbeddingNet.Mode;
import org.semblance.model.block.NetTensor;

/** The same net and loss by DJL's own means: its gradient collector, its Adam, tensor by tensor. */
final class BareDjlSteps implements StepSpeed.Steps {

  private final NDManager manager;
  private final EmbeddingNet net;
  private final Objective objective;
  private final Map<String, NDArray> trained = new LinkedHashMap<>();
  private final NDArray classWeights;
  private final NDArray images;
  private final NDArray labels;
  private final int[] classes;
  private final Optimizer optimizer =
      Optimizer.adam().optLearningRateTracker(Tracker.fixed(1e-4f)).build();
  private long taken;

  BareDjlSteps(StepCase shape, NDManager manager) {
    this.manager = manager;
    objective = shape.objective();
    net = shape.unbound();
    Map<String, NDArray> arrays = new LinkedHashMap<>();
    for (NetTensor tensor : net.tensors()) {
      NDArray array = manager.create(tensor.initialValues(1), new Shape(tensor.shape()));
      arrays.put(tensor.name(), array);
      if (tensor.trainable()) {
        array.setRequiresGradient(true);
        trained.put(tensor.name(), array);
      }
    }
    net.bind(arrays);
    classWeights = manager.randomNormal(new Shape(StepCase.CLASSES, net.dimension()));
    classWeights.setRequiresGradient(true);
    trained.put("class-weights", classWeights);
    images =
        manager.create(shape.pictures(), new Shape(shape.batch(), 3, shape.side(), shape.side()));
    classes = shape.labels();
    labels = manager.create(java.util.Arrays.stream(classes).asLongStream().toArray());
  }

  @Override
  public void step() {
    try (NDManager scratch = manager.newSubManager();
        GradientCollector collector = Engine.getInstance().newGradientCollector()) {
      NDArray input = images.reshape(images.getShape());
      input.attach(scratch);
      NDArray embeddings = net.forward(input, Mode.TRAIN);
      collector.backward(
          objective.evaluate(
              new StepBatch(
                  0,
                  taken++,
                  embeddings,
                  labels,
                  classes,
                  new boolean[classes.length],
                  null,
                  Map.of("class-weights", classWeights),
                  taken)));
    }
    trained.forEach(this::update);
  }

  private void update(String name, NDArray value) {
    try (NDArray gradient = value.getGradient()) {
      optimizer.update(name, value, gradient);
    }
  }

  @Override
  public void close() {
    objective.close();
    if (!manager.getDevice().equals(Device.cpu())) {
      throw new IllegalStateException("the bare loop is timed on the CPU");
    }
  }
}
