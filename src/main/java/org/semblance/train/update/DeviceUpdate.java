package org.semblance.train.update;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Map;
import org.semblance.collective.Collective;
import org.semblance.optim.DeviceRule;
import org.semblance.optim.Optimizer;
import org.semblance.optim.ParameterGroup;
import org.semblance.train.log.StepClock;
import org.semblance.train.log.StepClock.Part;
import org.semblance.train.settings.TrainSettings;

/** Every rank sums all gradients and moves all weights, on its device. */
final class DeviceUpdate implements UpdateStrategy {

  private final TrainSettings settings;
  private final Trainable trainable;
  private final Collective collective;
  private final JoinedArrays joined;
  private final Optimizer optimizer;

  DeviceUpdate(
      TrainSettings settings, DeviceRule rule, Trainable trainable, Collective collective) {
    this.settings = settings;
    this.trainable = trainable;
    this.collective = collective;
    joined =
        JoinedArrays.of(settings.lossScope(), trainable, collective, ParameterGroup::gradients);
    optimizer = new Optimizer(trainable.groups(), rule, settings.rates());
  }

  @Override
  public void apply(Move move, StepClock clock) {
    if (collective.size() > 1) {
      float[] sums = joined.addends();
      collective.allReduce(sums);
      joined.divide(sums, joined.whole());
      joined.write(sums);
      clock.spent(Part.SYNC);
    }
    trainable.addWeightGradients(move);
    settings.clip().apply(move.moving(trainable.groups()));
    optimizer.step(move.rateFactor(), move.frozen());
    clock.spent(Part.UPDATE);
  }

  @Override
  public Map<String, NDArray> moments(NDManager scratch) {
    return optimizer.moments();
  }

  @Override
  public Map<String, Long> updates() {
    return optimizer.steps();
  }

  @Override
  public void restore(Map<String, NDArray> moments, Map<String, Long> updates) {
    optimizer.restore(moments, updates);
  }
}
