package org.semblance.optim;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.semblance.tensor.Autograd;

/**
 * Updates parameter groups in place by one rule, each group at its own rate. The moments live as
 * long as the groups, which stay owned by the caller.
 */
public final class Optimizer {

  private final DeviceRule rule;
  private final Map<String, GroupRate> rates;
  private final List<GroupState> states = new ArrayList<>();

  /**
   * Starts with zero moments.
   *
   * @param rates one entry per group, by group name
   */
  public Optimizer(List<ParameterGroup> groups, DeviceRule rule, Map<String, GroupRate> rates) {
    this.rule = rule;
    this.rates = Map.copyOf(rates);
    for (ParameterGroup group : groups) {
      rate(group.name());
      states.add(new GroupState(group, rule));
    }
  }

  /**
   * One step along the gradients of all groups; leaves the gradients undefined.
   *
   * @param factor of the schedule, multiplies every learning rate
   */
  public void step(double factor) {
    step(factor, Set.of());
  }

  /**
   * One step along the gradients of all groups but the frozen ones, whose values, moments and step
   * counts stay as they are.
   *
   * @param factor of the schedule, multiplies every learning rate
   * @param frozen names of groups
   */
  public void step(double factor, Set<String> frozen) {
    Autograd.inPlace(
        () -> {
          for (GroupState state : states) {
            String name = state.group().name();
            if (!frozen.contains(name)) {
              state.steps(state.steps() + 1);
              rule.update(state, rate(name).times(factor));
            }
          }
        });
  }

  /** Moments by {@code group.moment}, for a checkpoint; still owned by the optimizer. */
  public Map<String, NDArray> moments() {
    Map<String, NDArray> result = new LinkedHashMap<>();
    for (GroupState state : states) {
      state.moments().forEach((name, value) -> result.put(key(state, name), value));
    }
    return result;
  }

  /** Updates so far by group name, for a checkpoint. */
  public Map<String, Long> steps() {
    Map<String, Long> result = new LinkedHashMap<>();
    states.forEach(state -> result.put(state.group().name(), state.steps()));
    return result;
  }

  /**
   * Goes on from {@link #moments} and {@link #steps} of an earlier run.
   *
   * @param moments shaped as the groups; copied
   */
  public void restore(Map<String, NDArray> moments, Map<String, Long> steps) {
    for (GroupState state : states) {
      state
          .moments()
          .forEach(
              (name, value) -> value.set(new NDIndex(":"), required(moments, key(state, name))));
      state.steps(required(steps, state.group().name()));
    }
  }

  private GroupRate rate(String group) {
    return required(rates, group);
  }

  private static String key(GroupState state, String moment) {
    return state.group().name() + "." + moment;
  }

  private static <V> V required(Map<String, V> values, String key) {
    V value = values.get(key);
    if (value == null) {
      throw new IllegalArgumentException("optimizer state must contain " + key);
    }
    return value;
  }
}
