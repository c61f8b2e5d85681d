package org.semblance.miner;

import ai.djl.ndarray.NDArray;
import java.util.function.BinaryOperator;
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
    return triplets((anchors, positive) -> negatives.get(anchors));
  }

  /**
   * The triplets that {@code choice} keeps, by anchor, then positive, then negative.
   *
   * @param choice from anchor and positive row of each positive pair, int64 {@code [q]}, to a mask
   *     {@code [q, references]} over negatives of the anchor
   * @throws SemblanceException usage, if there are too many to enumerate
   */
  public Triplets triplets(BinaryOperator<NDArray> choice) {
    NDArray pairs = positives.gt(0).nonzero();
    NDArray anchors = pairs.get(":,0");
    NDArray positive = pairs.get(":,1");
    if (anchors.size() == 0) {
      return new Triplets(anchors, positive, anchors, positives.zerosLike());
    }
    requireEnumerable(pairs.size(0), negatives.size(1));
    NDArray chosen = choice.apply(anchors, positive).mul(negatives.get(anchors));
    NDArray cells = chosen.gt(0).nonzero();
    NDArray pair = cells.get(":,0");
    return new Triplets(
        anchors.gather(pair, 0), positive.gather(pair, 0), cells.get(":,1"), positives.zerosLike());
  }

  @Override
  public Pairs within(NDArray allowed) {
    return new Pairs(positives.mul(allowed), negatives.mul(allowed));
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
