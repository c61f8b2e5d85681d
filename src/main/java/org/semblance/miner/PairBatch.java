package org.semblance.miner;

import ai.djl.ndarray.NDArray;
import org.semblance.tensor.Masked;
import org.semblance.tensor.StepView;

/**
 * Anchors against references, and which pairs or triplets of them take part.
 *
 * @param anchors {@code [n, d]}
 * @param references {@code [m, d]}; the same array as {@code anchors} within a batch
 * @param anchorLabels {@code [n]} int64
 * @param tuples what takes part
 */
public record PairBatch(NDArray anchors, NDArray references, NDArray anchorLabels, Tuples tuples) {

  /** Every pair of two rows of one batch. */
  public static PairBatch within(NDArray embeddings, NDArray labels) {
    NDArray same = same(labels, labels, embeddings);
    Pairs pairs = new Pairs(same.sub(identity(embeddings)), Masked.not(same));
    return new PairBatch(embeddings, embeddings, labels, pairs);
  }

  /**
   * Every pair of an anchor and a reference from a set of its own.
   *
   * @param references {@code [m, d]}, may belong to another manager; not copied
   */
  public static PairBatch between(
      NDArray anchors, NDArray anchorLabels, NDArray references, NDArray referenceLabels) {
    NDArray others = StepView.of(references, anchors);
    NDArray same = same(anchorLabels, StepView.of(referenceLabels, anchors), anchors);
    return new PairBatch(anchors, others, anchorLabels, new Pairs(same, Masked.not(same)));
  }

  /** The same rows with other tuples. */
  public PairBatch with(Tuples chosen) {
    return new PairBatch(anchors, references, anchorLabels, chosen);
  }

  /** Only the pairs where {@code allowed} {@code [n, m]} is 1. */
  public PairBatch within(NDArray allowed) {
    return with(tuples.within(allowed));
  }

  /** Without gradient. */
  public PairBatch detached() {
    NDArray rows = anchors.stopGradient();
    return new PairBatch(
        rows, isWithinBatch() ? rows : references.stopGradient(), anchorLabels, tuples);
  }

  /** Whether the references are the anchors themselves. */
  public boolean isWithinBatch() {
    return anchors == references;
  }

  /** {@code [n, m]} in the type of the embeddings: how often each positive pair takes part. */
  public NDArray positives() {
    return tuples.positives();
  }

  /** {@code [n, m]} in the type of the embeddings: how often each negative pair takes part. */
  public NDArray negatives() {
    return tuples.negatives();
  }

  /** The pairs that take part, each once. */
  public Pairs pairs() {
    return tuples instanceof Pairs pairs ? pairs : new Pairs(positiveMask(), negativeMask());
  }

  /** 1 where {@link #positives} is above 0. */
  public NDArray positiveMask() {
    return mask(positives());
  }

  /** 1 where {@link #negatives} is above 0. */
  public NDArray negativeMask() {
    return mask(negatives());
  }

  /**
   * {@code [n, n]}: 1 where anchor and reference are the same row.
   *
   * @throws IllegalStateException if the references are not the anchors
   */
  public NDArray selfPairs() {
    if (!isWithinBatch()) {
      throw new IllegalStateException("references must be the anchors, got another set of rows");
    }
    return identity(anchors);
  }

  /** A loss of zero that is still connected to the embeddings. */
  public NDArray zero() {
    return anchors.sum().mul(0);
  }

  private static NDArray mask(NDArray counts) {
    return Masked.indicator(counts.gt(0), counts);
  }

  private static NDArray identity(NDArray rows) {
    int count = (int) rows.size(0);
    return rows.getManager()
        .eye(count, count, 0, rows.getDataType())
        .toDevice(rows.getDevice(), false);
  }

  private static NDArray same(NDArray labels, NDArray others, NDArray like) {
    return Masked.indicator(labels.expandDims(1).eq(others.expandDims(0)), like);
  }
}
