package org.semblance.train.log;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import org.semblance.fault.ExitCode;
import org.semblance.fault.SemblanceException;
import org.semblance.tensor.Autograd;

/** The mean loss since the last reading, summed on the device and read back only when asked for. */
public final class LossMeter {

  private final NDArray sum;
  private int steps;

  /**
   * An empty meter.
   *
   * @param owner of its memory
   */
  public LossMeter(NDManager owner) {
    sum = owner.zeros(new Shape(), DataType.FLOAT64);
  }

  /** Adds a step's scalar loss without waiting for it. */
  public void add(NDArray loss) {
    Autograd.inPlace(() -> sum.addi(loss));
    steps++;
  }

  /** Steps since the last reading. */
  public int steps() {
    return steps;
  }

  /**
   * The mean since the last reading; starts anew.
   *
   * @param total steps taken in the whole run
   * @throws SemblanceException diverged, if it is not a number or infinite
   */
  public double read(long total) {
    double mean = sum.getDouble() / steps;
    if (!Double.isFinite(mean)) {
      throw new SemblanceException(
          ExitCode.DIVERGED,
          "the loss became %s between steps %d and %d: lower train.learning-rate, lengthen train.warm-up or set train.clip"
              .formatted(mean, total - steps + 1, total));
    }
    Autograd.inPlace(() -> sum.subi(sum));
    steps = 0;
    return mean;
  }
}
