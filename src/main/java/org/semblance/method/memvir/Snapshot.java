package org.semblance.method.memvir;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

/**
 * One remembered step. The arrays carry no gradient and share no storage with the trained weights;
 * closing the snapshot frees them.
 *
 * @param owner owns the three arrays
 * @param step the optimization step they come from
 * @param embeddings {@code [rows, dimension]} unit rows
 * @param labels {@code [rows]} int64, not shifted
 * @param classWeights {@code [classes, dimension]} raw, as that step's forward pass used them
 */
public record Snapshot(
    NDManager owner, long step, NDArray embeddings, NDArray labels, NDArray classWeights)
    implements AutoCloseable {

  /** Copies of the three arrays, owned by a child of {@code memory}. */
  public static Snapshot copyOf(
      NDManager memory, long step, NDArray embeddings, NDArray labels, NDArray classWeights) {
    NDManager owner = memory.newSubManager();
    return new Snapshot(
        owner,
        step,
        detachedCopy(embeddings, owner),
        detachedCopy(labels, owner),
        detachedCopy(classWeights, owner));
  }

  public int rows() {
    return Math.toIntExact(embeddings.size(0));
  }

  /** Identity: comparing the arrays would read them back from the device. */
  @Override
  public boolean equals(Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(this);
  }

  @Override
  public void close() {
    owner.close();
  }

  /** Stopping the gradient alone would alias storage that the optimizer overwrites in place. */
  private static NDArray detachedCopy(NDArray array, NDManager owner) {
    try (NDArray detached = array.stopGradient()) {
      NDArray copy = detached.duplicate();
      copy.attach(owner);
      return copy;
    }
  }
}
