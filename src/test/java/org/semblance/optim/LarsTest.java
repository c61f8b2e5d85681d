package org.semblance.optim;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.semblance.optim.slice.TrustRatio;
import org.semblance.tensor.Autograd;
import org.semblance.tensor.TorchEngine;

class LarsTest {

  private static final GroupRate RATE = new GroupRate(0.5, 1e-2);
  private static final Lars RULE = new Lars(0.9, 0.02);

  /** One tensor in double precision, line by line as Algorithm 1 of the paper. */
  private static final class Reference {

    private final double[] weights;
    private final double[] velocity;

    Reference(double[] weights) {
      this.weights = weights;
      velocity = new double[weights.length];
    }

    void step(double[] gradient, double globalRate) {
      double weightNorm = norm(weights);
      double gradientNorm = norm(gradient);
      double localRate = 1;
      if (weightNorm > 0 && gradientNorm > 0) {
        localRate = 0.02 * weightNorm / (gradientNorm + 1e-2 * weightNorm);
      }
      for (int i = 0; i < weights.length; i++) {
        velocity[i] =
            0.9 * velocity[i] + globalRate * localRate * (gradient[i] + 1e-2 * weights[i]);
        weights[i] -= velocity[i];
      }
    }

    private static double norm(double[] vector) {
      return Math.sqrt(DoubleStream.of(vector).map(x -> x * x).sum());
    }
  }

  @Test
  void movesEachTensorByItsOwnNorms() {
    TorchEngine.start(1);
    SplittableRandom random = new SplittableRandom(3);
    Map<String, Shape> shapes = new LinkedHashMap<>();
    shapes.put("large", new Shape(3, 7));
    shapes.put("small", new Shape(5));
    shapes.put("zero", new Shape(4));
    try (NDManager manager = NDManager.newBaseManager();
        ParameterGroup group = new ParameterGroup(manager, "g", shapes, DataType.FLOAT64)) {
      Map<String, Reference> references = new LinkedHashMap<>();
      group
          .tensors()
          .forEach(
              (name, tensor) -> {
                double scale = name.equals("large") ? 10 : name.equals("small") ? 0.1 : 0;
                double[] values = draw(random, tensor, scale);
                set(tensor, values);
                references.put(name, new Reference(values));
              });
      Optimizer optimizer = new Optimizer(List.of(group), RULE, Map.of("g", RATE));
      for (int step = 0; step < 6; step++) {
        double factor = step < 3 ? 1 : 0.1;
        group.clearGradients();
        group
            .tensors()
            .forEach(
                (name, tensor) -> {
                  double[] gradient = draw(random, tensor, 1);
                  try (NDManager scratch = manager.newSubManager()) {
                    NDArray slope = scratch.create(gradient, tensor.getShape());
                    Autograd.backward(Autograd.recorded(() -> slope.mul(tensor).sum()));
                  }
                  Reference reference = references.get(name);
                  if (reference != null) {
                    reference.step(gradient, factor * RATE.learningRate());
                  }
                });
        optimizer.step(factor);
      }
      references.forEach(
          (name, reference) -> {
            assertThat(requireNonNull(group.tensors().get(name)).toDoubleArray())
                .as(name)
                .containsExactly(reference.weights, within(1e-12));
          });
    }
  }

  @Test
  void doesNotDependOnTheScaleOfGradients() {
    TrustRatio trust = new TrustRatio(0.001);
    double gradient = 3;
    assertThat(10 * gradient * trust.of(2, 10 * gradient, 0))
        .isEqualTo(gradient * trust.of(2, gradient, 0), within(1e-15));
    assertThat(trust.of(0, 1, 0.1)).isEqualTo(1);
    assertThat(trust.of(1, 0, 0)).isEqualTo(1);
  }

  @Test
  void saysWhatIsOutOfRange() {
    assertThatThrownBy(() -> new Lars(0.9, 0)).hasMessage("trust must be positive, got 0.0");
    assertThatThrownBy(() -> new Lars(1, 1))
        .hasMessage("momentum must be at least 0 and below 1, got 1.0");
  }

  private static double[] draw(SplittableRandom random, NDArray like, double scale) {
    return random.doubles(like.size()).map(x -> scale * (x - 0.5)).toArray();
  }

  private static void set(NDArray tensor, double[] values) {
    Autograd.inPlace(
        () ->
            tensor.set(new NDIndex("..."), tensor.getManager().create(values, tensor.getShape())));
  }
}
