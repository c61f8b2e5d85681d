package org.semblance.method.memvir;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;

/**
 * The constant part of MemVir's logits: virtual rows against virtual classes, reduced to what the
 * loss needs of it.
 *
 * @param owner owns the two arrays
 * @param members the snapshots of rows and columns, most recent first
 * @param denominators {@code [rows, members]}: the log-sum-exp of a row's logits over the classes
 *     of each member, in the members' order
 * @param targets {@code [rows]}: the row's logit for its own class
 */
record VirtualBlock(NDManager owner, List<Snapshot> members, NDArray denominators, NDArray targets)
    implements AutoCloseable {

  /** Takes over the two arrays. */
  static VirtualBlock owning(List<Snapshot> members, NDArray denominators, NDArray targets) {
    NDManager owner = members.get(0).owner().getParentManager().newSubManager();
    denominators.attach(owner);
    targets.attach(owner);
    return new VirtualBlock(owner, List.copyOf(members), denominators, targets);
  }

  /** Copies the two arrays to the device of the members. */
  static VirtualBlock copyOf(List<Snapshot> members, NDArray denominators, NDArray targets) {
    Device device = members.get(0).owner().getDevice();
    return owning(members, copy(denominators, device), copy(targets, device));
  }

  long newestStep() {
    return members.get(0).step();
  }

  Snapshot oldest() {
    return members.get(members.size() - 1);
  }

  /** The block of all members but the oldest, with arrays of its own. */
  VirtualBlock withoutOldest() {
    List<Snapshot> rest = members.subList(0, members.size() - 1);
    int rows = rest.stream().mapToInt(Snapshot::rows).sum();
    return copyOf(
        rest, denominators.get("0:" + rows + ", 0:" + rest.size()), targets.get("0:" + rows));
  }

  /** {@code toDevice} alone may give a view of Java memory that goes away with {@code array}. */
  private static NDArray copy(NDArray array, Device device) {
    return array.toDevice(device, false).duplicate();
  }

  @Override
  public void close() {
    owner.close();
  }
}
