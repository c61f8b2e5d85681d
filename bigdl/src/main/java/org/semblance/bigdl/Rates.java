package org.semblance.bigdl;

import com.intel.analytics.bigdl.optim.SGD;
import java.io.OutputStream;
import org.semblance.optim.slice.BigDlSchedule;
import org.semblance.optim.slice.SliceStep;
import scala.Console;
import scala.runtime.AbstractFunction0;
import scala.runtime.BoxedUnit;

/**
 * The learning rates of one of BigDL's schedules. What a schedule remembers follows from the number
 * of updates: after a restart they are counted through again.
 */
final class Rates {

  private final BigDlSchedule settings;
  private final SGD<Object> counter;
  private long updates;

  Rates(BigDlSchedule settings) {
    this.settings = settings;
    double decay = settings instanceof BigDlSchedule.Default plain ? plain.decay() : 0;
    counter =
        new SGD<>(
            0,
            decay,
            0,
            0,
            0,
            false,
            Schedules.of(settings),
            null,
            null,
            Floats.TAG,
            Floats.NUMERIC);
  }

  /** The learning rate of a step: BigDL's, times the step's factor. */
  double of(SliceStep step) {
    if (updates == 0) {
      counter.learningRate_$eq(step.learningRate());
    }
    while (updates < step.update()) {
      counter.state().update("epoch", epoch(step));
      quietly(counter::updateHyperParameter);
      updates++;
    }
    return -counter.learningRateSchedule().currentRate() * step.factor();
  }

  /** Counted from 1. */
  private int epoch(SliceStep step) {
    return settings instanceof BigDlSchedule.Sequence sequence
        ? Math.toIntExact(1 + updates / sequence.stepsPerEpoch())
        : 1 + step.epoch();
  }

  /** Some schedules print a line at each step. */
  private static void quietly(Runnable body) {
    Console.withOut(
        OutputStream.nullOutputStream(),
        new AbstractFunction0<BoxedUnit>() {
          @Override
          public BoxedUnit apply() {
            body.run();
            return BoxedUnit.UNIT;
          }
        });
  }
}
