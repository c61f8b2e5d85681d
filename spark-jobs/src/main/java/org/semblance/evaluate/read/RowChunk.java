package org.semblance.evaluate.read;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows of a partition in columns, valid ones and bad ones apart. Arrays are not copied.
 *
 * @param vectors {@code [rows, dimension]} float32, prepared for the similarity
 * @param ids of rows without an id, their places among the rows that were read for this chunk
 * @param roles {@code [rows]} of role bits
 * @param categories {@code [rows]}, or empty
 * @param sequences {@code [rows]}, or empty; an empty text for none
 * @param hashes {@code [rows]} of the vectors
 * @param mixed two rows that differ in dimension, if there are such
 * @param read how many rows were read, valid, bad and passed over
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
    @Nullable MixedDimensions mixed,
    long read)
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
        mixed,
        read);
  }

  /** Chunks that follow each other where {@code first} is the place of the first row read. */
  static List<RowChunk> placedFrom(long first, List<RowChunk> chunks) {
    List<RowChunk> placed = new ArrayList<>();
    long at = first;
    for (RowChunk chunk : chunks) {
      placed.add(chunk.placedFrom(at));
      at += chunk.read();
    }
    return placed;
  }

  private RowChunk placedFrom(long first) {
    return new RowChunk(
        dimension,
        vectors,
        ids.shifted(first),
        labels,
        roles,
        categories,
        sequences,
        hashes,
        zeroVectors,
        badRows.stream().map(row -> new BadRow(shifted(row.id(), first), row.reason())).toList(),
        badRowCount,
        mixed == null
            ? null
            : new MixedDimensions(
                shifted(mixed.id(), first),
                mixed.dimension(),
                shifted(mixed.otherId(), first),
                mixed.otherDimension()),
        read);
  }

  private static String shifted(String place, long first) {
    return Long.toString(Long.parseLong(place) + first);
  }
}
