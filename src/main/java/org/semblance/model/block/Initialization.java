package org.semblance.model.block;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.semblance.math.Seeds;

/** How the values of a tensor start: a pure function of a key, equal on every machine. */
public sealed interface Initialization {

  /**
   * The starting values.
   *
   * @param count number of values
   * @param key from {@link Seeds#key}; ignored by constants
   */
  float[] draw(int count, long key);

  /** All values equal. */
  record Constant(double value) implements Initialization {

    @Override
    public float[] draw(int count, long key) {
      float[] values = new float[count];
      Arrays.fill(values, (float) value);
      return values;
    }
  }

  /** Uniform in {@code [-bound, bound)}. */
  record Uniform(double bound) implements Initialization {

    @Override
    public float[] draw(int count, long key) {
      SplittableRandom random = Seeds.random(key);
      float[] values = new float[count];
      for (int i = 0; i < count; i++) {
        values[i] = (float) (bound * (2 * random.nextDouble() - 1));
      }
      return values;
    }
  }

  /** Normal with mean 0, drawn in pairs by the Box-Muller transform. */
  record Normal(double standardDeviation) implements Initialization {

    @Override
    public float[] draw(int count, long key) {
      SplittableRandom random = Seeds.random(key);
      float[] values = new float[count];
      for (int i = 0; i < count; i += 2) {
        double radius = standardDeviation * StrictMath.sqrt(-2 * StrictMath.log(open(random)));
        double angle = 2 * Math.PI * random.nextDouble();
        values[i] = (float) (radius * StrictMath.cos(angle));
        if (i + 1 < count) {
          values[i + 1] = (float) (radius * StrictMath.sin(angle));
        }
      }
      return values;
    }

    /** Uniform in {@code (0, 1]}, whose logarithm is finite. */
    private static double open(SplittableRandom random) {
      return 1 - random.nextDouble();
    }
  }

  /** PyTorch's default for convolutions and linear layers: {@code U(-1/sqrt(fanIn), ...)}. */
  static Initialization fanIn(int fanIn) {
    return new Uniform(1 / StrictMath.sqrt(fanIn));
  }

  /**
   * He et al. 2015, mode {@code fan_out} with ReLU, as torchvision initializes residual nets and
   * mobile nets: {@code N(0, 2/fanOut)}.
   */
  static Initialization fanOut(int fanOut) {
    return new Normal(StrictMath.sqrt(2.0 / fanOut));
  }
}
