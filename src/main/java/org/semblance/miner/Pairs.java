package org.semblance.miner;

import ai.djl.ndarray.NDArray;
import org.semblance.fault.SemblanceException;

/**
 * Pairs as two masks {@code [anchors, references]} of 0 and 1 in the type of the embeddings.
 *
 * @param positives pairs of one class
 * @param negatives pairs of two classes
 */
public record Pairs(NDArray positives, NDArray negatives) implements Tuples {

  /** Above this many (positive pair, reference) combinations, triplets would not fit memory. */
  private static final long LARGEST_ENUMERATION = 1L << 27;

  @Override
  public Triplets triplets() {
    NDArray pairs = positives.gt(0).nonzero();
    NDArray anchors = pairs.get(":,0");
    requireEnumerable(pairs.size(0), negatives.size(1));
    NDArray cells = rows(negatives, anchors).gt(0).nonzero();
    NDArray pair = cells.get(":,0");
    return new Triplets(
        anchors.gather(pair, 0),
        pairs.get(":,1").gather(pair, 0),
        cells.get(":,1"),
        positives.zerosLike());
  }

  @Override
  public Pairs within(NDArray allowed) {
    return new Pairs(positives.mul(allowed), negatives.mul(allowed));
  }

  private static NDArray rows(NDArray matrix, NDArray index) {
    long columns = matrix.size(1);
    return matrix.gather(index.expandDims(1).repeat(1, columns), 0);
  }

  private static void requireEnumerable(long positivePairs, long references) {
    if (positivePairs * references > LARGEST_ENUMERATION) {
      throw SemblanceException.usage(
          positivePairs
              + " positive pairs with "
              + references
              + " references each are too many triplets: choose a miner such as batch-extremes,"
              + " a smaller batch or a smaller memory");
    }
  }
}
