package org.semblance.optim;

import ai.djl.ndarray.NDArray;
import java.util.LinkedHashMap;
import java.util.Map;

/** A parameter group with the moments and the step count an update rule keeps for it. */
public final class GroupState {

  private final ParameterGroup group;
  private final Map<String, NDArray> moments = new LinkedHashMap<>();
  private long steps;

  GroupState(ParameterGroup group, DeviceRule rule) {
    this.group = group;
    for (String moment : rule.moments()) {
      moments.put(moment, group.values().zerosLike());
    }
  }

  ParameterGroup group() {
    return group;
  }

  NDArray values() {
    return group.values();
  }

  NDArray gradients() {
    return group.gradients();
  }

  NDArray moment(String name) {
    NDArray moment = moments.get(name);
    if (moment == null) {
      throw new IllegalArgumentException("moment must be one of " + moments.keySet());
    }
    return moment;
  }

  Map<String, NDArray> moments() {
    return moments;
  }

  /** Updates of this group so far, the running one included. */
  long steps() {
    return steps;
  }

  void steps(long count) {
    steps = count;
  }

  /** The group's {@link ParameterGroup#scalar}, closed at the end of the step. */
  NDArray scalar(double value) {
    return group.scalar(value);
  }
}
