package org.semblance.evaluate.read;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.unsafe.types.UTF8String;
import org.semblance.eval.search.Similarity;
import org.semblance.evaluate.settings.Role;
import org.semblance.math.Vectors;

/**
 * Turns rows that have a role into chunks of columns; a partition gives several so that no array
 * grows too long.
 */
record ReadChunks(EmbeddingColumns columns, Similarity similarity)
    implements FlatMapFunction<Iterator<InternalRow>, RowChunk> {

  private static final int CHUNK_FLOATS = 1 << 24;
  private static final int NAMED_BAD_ROWS = 20;

  @Override
  public Iterator<RowChunk> call(Iterator<InternalRow> rows) {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return rows.hasNext();
      }

      @Override
      public RowChunk next() {
        return new Builder().fill(rows);
      }
    };
  }

  private final class Builder {
    private final Map<UTF8String, String> texts = new HashMap<>();
    private final List<String> labels = new ArrayList<>();
    private final List<String> categories = new ArrayList<>();
    private final List<String> sequences = new ArrayList<>();
    private final List<String> textIds = new ArrayList<>();
    private final List<BadRow> badRows = new ArrayList<>();
    private long[] numberIds = new long[1024];
    private long[] hashes = new long[1024];
    private byte[] roles = new byte[1024];
    private float[] vectors = new float[0];
    private int dimension;
    private int count;
    private long zeroVectors;
    private long badRowCount;
    private String mixedDimensions = "";

    RowChunk fill(Iterator<InternalRow> rows) {
      while (rows.hasNext() && (long) count * dimension < CHUNK_FLOATS) {
        add(rows.next());
      }
      return new RowChunk(
          dimension,
          Arrays.copyOf(vectors, count * dimension),
          columns.id().isNumeric()
              ? new RowIds.Numbers(Arrays.copyOf(numberIds, count))
              : new RowIds.Texts(textIds.toArray(new String[0])),
          labels.toArray(new String[0]),
          Arrays.copyOf(roles, count),
          categories.toArray(new String[0]),
          sequences.toArray(new String[0]),
          Arrays.copyOf(hashes, count),
          zeroVectors,
          badRows,
          badRowCount,
          mixedDimensions);
    }

    private void add(InternalRow row) {
      int role = columns.role().of(row);
      if (role == Role.NONE) {
        return;
      }
      String missing = nullColumn(row);
      if (!missing.isEmpty()) {
        reject(row, missing + " is null");
        return;
      }
      float[] vector = columns.vector().read(row, columns.vectorOrdinal());
      if (!Vectors.isFinite(vector, 0, vector.length)) {
        reject(row, "vector holds NaN, infinity or null");
      } else if (count > 0 && vector.length != dimension) {
        mixedDimensions =
            MixedDimensions.text(
                columns.id().text(row).toString(), vector.length, firstId(), dimension);
      } else {
        accept(row, vector, role);
      }
    }

    private String nullColumn(InternalRow row) {
      if (columns.id().isNull(row)) {
        return "id";
      }
      if (columns.label().isNull(row)) {
        return "label";
      }
      return row.isNullAt(columns.vectorOrdinal()) ? "vector" : "";
    }

    private void reject(InternalRow row, String reason) {
      badRowCount++;
      if (badRows.size() < NAMED_BAD_ROWS) {
        badRows.add(
            new BadRow(
                columns.id().isNull(row) ? "null" : columns.id().text(row).toString(), reason));
      }
    }

    private void accept(InternalRow row, float[] vector, int role) {
      dimension = vector.length;
      int from = count * dimension;
      if (vectors.length < from + dimension) {
        vectors = Arrays.copyOf(vectors, Math.max(from + 256 * dimension, from + from / 2));
      }
      if (roles.length == count) {
        numberIds = Arrays.copyOf(numberIds, 2 * count);
        hashes = Arrays.copyOf(hashes, 2 * count);
        roles = Arrays.copyOf(roles, 2 * count);
      }
      System.arraycopy(vector, 0, vectors, from, dimension);
      zeroVectors += isZero(vector) ? 1 : 0;
      similarity.prepareRow(vectors, from, dimension);
      hashes[count] = Vectors.hash(vectors, from, dimension);
      roles[count] = (byte) role;
      labels.add(text(columns.label(), row, ""));
      if (columns.id().isNumeric()) {
        numberIds[count] = columns.id().number(row);
      } else {
        textIds.add(columns.id().text(row).toString());
      }
      if (columns.category().isPresent()) {
        categories.add(text(columns.category(), row, "null"));
      }
      if (columns.sequence().isPresent()) {
        sequences.add(text(columns.sequence(), row, ""));
      }
      count++;
    }

    /** One object per text, or a chunk would ship each of them once per row. */
    private String text(KeyColumn column, InternalRow row, String absent) {
      if (column.isNull(row)) {
        return absent;
      }
      UTF8String value = column.text(row);
      String known = texts.get(value);
      if (known == null) {
        known = value.toString();
        texts.put(value.copy(), known);
      }
      return known;
    }

    private String firstId() {
      return columns.id().isNumeric() ? Long.toString(numberIds[0]) : textIds.get(0);
    }
  }

  private static boolean isZero(float[] vector) {
    for (float value : vector) {
      if (value != 0) {
        return false;
      }
    }
    return true;
  }
}
