package org.semblance.evaluate.read;

import java.io.Serializable;
import java.util.List;
import org.semblance.evaluate.settings.Role;

/**
 * Rows of a partition in columns, valid ones and bad ones apart. Arrays are not copied.
 *
 * @param vectors {@code [rows, dimension]} float32, prepared for the similarity
 * @param roles {@code [rows]} of {@link Role} bits
 * @param categories {@code [rows]}, or empty
 * @param sequences {@code [rows]}, or empty; an empty text for none
 * @param hashes {@code [rows]} of the vectors
 * @param mixedDimensions says which two rows differ in dimension; empty if none do
 */
public record RowChunk(
    int dimension,
    float[] vectors,
    RowIds ids,
    String[] labels,
    byte[] roles,
    String[] categories,
    String[] sequences,
    long[] hashes,
    long zeroVectors,
    List<BadRow> badRows,
    long badRowCount,
    String mixedDimensions)
    implements Serializable {

  public int count() {
    return labels.length;
  }

  /** All but the vectors. */
  public RowChunk withoutVectors() {
    return new RowChunk(
        dimension,
        new float[0],
        ids,
        labels,
        roles,
        categories,
        sequences,
        hashes,
        zeroVectors,
        badRows,
        badRowCount,
        mixedDimensions);
  }
}
