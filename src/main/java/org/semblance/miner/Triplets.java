package org.semblance.miner;

import ai.djl.ndarray.NDArray;

/**
 * A list of triplets, each three row numbers int64 {@code [t]}.
 *
 * @param anchors rows of the anchors
 * @param positive rows of the references, same class
 * @param negative rows of the references, another class
 * @param zeros {@code [anchors, references]} zeros in the type of the embeddings: the grid the rows
 *     refer to
 */
public record Triplets(NDArray anchors, NDArray positive, NDArray negative, NDArray zeros)
    implements Tuples {

  /** The number of triplets. */
  public long count() {
    return anchors.size();
  }

  /** The entries of {@code matrix} {@code [anchors, references]} at (anchor, positive). */
  public NDArray atPositives(NDArray matrix) {
    return at(matrix, anchors, positive);
  }

  /** The entries of {@code matrix} {@code [anchors, references]} at (anchor, negative). */
  public NDArray atNegatives(NDArray matrix) {
    return at(matrix, anchors, negative);
  }

  /** The entries of {@code matrix} {@code [references, references]} at (positive, negative). */
  public NDArray acrossReferences(NDArray matrix) {
    return at(matrix, positive, negative);
  }

  @Override
  public NDArray positives() {
    return counts(positive);
  }

  @Override
  public NDArray negatives() {
    return counts(negative);
  }

  @Override
  public Triplets triplets() {
    return this;
  }

  @Override
  public Triplets within(NDArray allowed) {
    return keep(atPositives(allowed).mul(atNegatives(allowed)));
  }

  /** The triplets where {@code kept} {@code [t]} is above 0. */
  public Triplets keep(NDArray kept) {
    NDArray index = kept.gt(0).nonzero().flatten();
    return new Triplets(
        anchors.gather(index, 0), positive.gather(index, 0), negative.gather(index, 0), zeros);
  }

  private static NDArray at(NDArray matrix, NDArray rows, NDArray columns) {
    return matrix.flatten().gather(rows.mul(matrix.size(1)).add(columns), 0);
  }

  private NDArray counts(NDArray columns) {
    NDArray row = anchors.oneHot((int) zeros.size(0), zeros.getDataType());
    NDArray column = columns.oneHot((int) zeros.size(1), zeros.getDataType());
    return row.transpose().matMul(column);
  }
}
