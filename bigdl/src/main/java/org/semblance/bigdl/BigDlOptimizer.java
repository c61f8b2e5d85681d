package org.semblance.bigdl;

import com.intel.analytics.bigdl.tensor.Tensor;
import com.intel.analytics.bigdl.utils.Table;
import java.util.LinkedHashMap;
import java.util.Map;
import org.semblance.optim.slice.SliceOptimizer;
import org.semblance.optim.slice.SliceStep;
import scala.Function1;
import scala.Tuple2;
import scala.runtime.AbstractFunction1;

/**
 * One of BigDL's methods on one piece of the parameters. The first update lets it make its state;
 * from then on its moments are arrays that are visible here.
 */
final class BigDlOptimizer implements SliceOptimizer {

  private final Method method;
  private final Rates rates;
  private final int length;
  private final Map<String, float[]> moments = new LinkedHashMap<>();
  private boolean bound;

  BigDlOptimizer(Method method, Rates rates, int length) {
    this.method = method;
    this.rates = rates;
    this.length = length;
    method.moments().forEach(moment -> moments.put(moment, new float[length]));
  }

  @Override
  public Map<String, float[]> moments() {
    return moments;
  }

  @Override
  public void update(float[] values, float[] gradients, int start, SliceStep step) {
    Table state = method.optim().state();
    if (step.update() > 1 && !bound) {
      bind(state);
    }
    decay(values, gradients, start, (float) step.weightDecay());
    state.update("evalCounter", Math.toIntExact(step.update() - 1));
    method.rate().accept(rates.of(step));
    method
        .optim()
        .optimize(
            gradientOf(Floats.vector(gradients, start, length)),
            Floats.vector(values, start, length));
    if (!bound) {
      adopt(state);
    }
  }

  private void decay(float[] values, float[] gradients, int start, float rate) {
    if (rate > 0) {
      for (int i = start; i < start + length; i++) {
        gradients[i] += values[i] * rate;
      }
    }
  }

  /** Copies the state that the first update made. */
  @SuppressWarnings("unchecked")
  private void adopt(Table state) {
    moments.forEach(
        (moment, array) -> {
          Tensor<Object> made = (Tensor<Object>) state.apply(moment);
          Floats.vector(array, 0, length).copy(made);
        });
    bind(state);
  }

  /** Lets the method go on from the visible arrays. */
  private void bind(Table state) {
    moments.forEach((moment, array) -> state.update(moment, Floats.vector(array, 0, length)));
    method.scratch().forEach(key -> state.update(key, Floats.zeros(length)));
    bound = true;
  }

  private static Function1<Tensor<Object>, Tuple2<Object, Tensor<Object>>> gradientOf(
      Tensor<Object> gradient) {
    return new AbstractFunction1<>() {
      @Override
      public Tuple2<Object, Tensor<Object>> apply(Tensor<Object> parameters) {
        return new Tuple2<>(0f, gradient);
      }
    };
  }
}
