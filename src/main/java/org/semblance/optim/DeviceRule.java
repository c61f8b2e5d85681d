package org.semblance.optim;

/** A rule that can move whole groups where they are, on the device. */
public interface DeviceRule extends UpdateRule {

  /**
   * Moves the values of a group in place, in the calling thread's stream of operations.
   *
   * @param state the group, its gradients and moments; gradients may be overwritten
   * @param rate learning rate and weight decay of this step
   */
  void update(GroupState state, GroupRate rate);
}
