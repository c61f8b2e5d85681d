package org.semblance.train.update;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.semblance.collective.Collective;
import org.semblance.method.objective.Objective;
import org.semblance.optim.DeviceRule;
import org.semblance.optim.ParameterGroup;
import org.semblance.train.log.StepClock;
import org.semblance.train.settings.TrainSettings;

/**
 * How the gradients of all ranks become new weights on each. Its methods but {@link #restore} are
 * exchanges: every rank calls them, in the same order.
 */
public interface UpdateStrategy {

  /**
   * What a step has of its own.
   *
   * @param round from 0
   * @param rateFactor of all learning rates
   * @param frozen names of groups that stay as they are
   */
  record Move(int round, double rateFactor, Set<String> frozen) {

    public List<ParameterGroup> moving(List<ParameterGroup> groups) {
      return groups.stream().filter(group -> !frozen.contains(group.name())).toList();
    }
  }

  /**
   * What moves.
   *
   * @param net with gradients of this rank's part of the step
   * @param groups of the net, then of the loss
   * @param objective adds what it asks of the net's weights themselves
   */
  record Trainable(NetWeights net, List<ParameterGroup> groups, Objective objective) {

    /** Adds the objective's gradients of the net's moving weights. */
    void addWeightGradients(Move move) {
      move.moving(net.groups()).forEach(g -> objective.addWeightGradient(g, move.round()));
    }
  }

  /** The strategy of {@code settings}; native memory of its own lives as long as the groups. */
  static UpdateStrategy of(TrainSettings settings, Trainable trainable, Collective collective) {
    return settings.update() == TrainSettings.Update.DEVICE
            && settings.optimizer() instanceof DeviceRule rule
        ? new DeviceUpdate(settings, rule, trainable, collective)
        : new ShardedUpdate(settings, trainable, collective);
  }

  /** Moves the weights, and the net's running statistics to their mean over the ranks. */
  void apply(Move move, StepClock clock);

  /**
   * Whole moments by {@code group.moment}, for a checkpoint.
   *
   * @param scratch owns what is made for this
   */
  Map<String, NDArray> moments(NDManager scratch);

  /** Updates so far by group name, for a checkpoint. */
  Map<String, Long> updates();

  /**
   * Goes on from {@link #moments} and {@link #updates} of an earlier run, by whichever strategy and
   * number of ranks.
   *
   * @param moments copied
   */
  void restore(Map<String, NDArray> moments, Map<String, Long> updates);
}
