package org.semblance.jobs.evaluate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.unsafe.types.UTF8String;
import org.semblance.math.Vectors;
import org.semblance.metric.Similarity;

/**
 * Turns rows {@code (id, label, vector, role, category, sequence)} into chunks of columns; a
 * partition gives several so that no array grows too long.
 */
record ReadChunks(
    boolean numericIds,
    VectorColumn vectorColumn,
    boolean hasCategory,
    boolean hasSequence,
    Similarity similarity)
    implements FlatMapFunction<Iterator<InternalRow>, RowChunk> {

  private static final int CHUNK_FLOATS = 1 << 24;
  private static final int NAMED_BAD_ROWS = 20;
  private static final int ID = 0;
  private static final int LABEL = 1;
  private static final int VECTOR = 2;
  private static final int ROLE = 3;
  private static final int CATEGORY = 4;
  private static final int SEQUENCE = 5;

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
          numericIds
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
      if (row.isNullAt(ID) || row.isNullAt(LABEL) || row.isNullAt(VECTOR)) {
        reject(row, row.isNullAt(ID) ? "id is null" : nullColumn(row) + " is null");
        return;
      }
      float[] vector = vectorColumn.read(row, VECTOR);
      if (!Vectors.isFinite(vector, 0, vector.length)) {
        reject(row, "vector holds NaN, infinity or null");
      } else if (count > 0 && vector.length != dimension) {
        mixedDimensions = MixedDimensions.text(idText(row), vector.length, firstId(), dimension);
      } else {
        accept(row, vector);
      }
    }

    private String nullColumn(InternalRow row) {
      return row.isNullAt(LABEL) ? "label" : "vector";
    }

    private void reject(InternalRow row, String reason) {
      badRowCount++;
      if (badRows.size() < NAMED_BAD_ROWS) {
        badRows.add(new BadRow(row.isNullAt(ID) ? "null" : idText(row), reason));
      }
    }

    private void accept(InternalRow row, float[] vector) {
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
      roles[count] = (byte) row.getInt(ROLE);
      labels.add(text(row, LABEL));
      if (numericIds) {
        numberIds[count] = row.getLong(ID);
      } else {
        textIds.add(row.getUTF8String(ID).toString());
      }
      if (hasCategory) {
        categories.add(row.isNullAt(CATEGORY) ? "null" : text(row, CATEGORY));
      }
      if (hasSequence) {
        sequences.add(row.isNullAt(SEQUENCE) ? "" : text(row, SEQUENCE));
      }
      count++;
    }

    /** One object per text, or a chunk would ship each of them once per row. */
    private String text(InternalRow row, int ordinal) {
      UTF8String value = row.getUTF8String(ordinal);
      String known = texts.get(value);
      if (known == null) {
        known = value.toString();
        texts.put(value.copy(), known);
      }
      return known;
    }

    private String idText(InternalRow row) {
      return numericIds ? Long.toString(row.getLong(ID)) : row.getUTF8String(ID).toString();
    }

    private String firstId() {
      return numericIds ? Long.toString(numberIds[0]) : textIds.get(0);
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
