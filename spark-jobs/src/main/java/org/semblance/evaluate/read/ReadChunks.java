package org.semblance.evaluate.read;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;
import org.semblance.eval.search.Similarity;
import org.semblance.evaluate.input.Key;
import org.semblance.evaluate.input.RowCursor;
import org.semblance.evaluate.settings.Role;
import org.semblance.math.Vectors;

/**
 * Turns rows that have a role into chunks of columns; a partition gives several so that no array
 * grows too long.
 */
record ReadChunks(EmbeddingColumns columns, Similarity similarity)
    implements FlatMapFunction<Iterator<RowCursor>, RowChunk> {

  private static final int CHUNK_FLOATS = 1 << 24;
  private static final int NAMED_BAD_ROWS = 20;

  @Override
  public Iterator<RowChunk> call(Iterator<RowCursor> cursors) {
    Rows rows = new Rows(cursors);
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return rows.isAtRow();
      }

      @Override
      public RowChunk next() {
        if (!rows.isAtRow()) {
          throw new NoSuchElementException();
        }
        return new Builder().fill(rows);
      }
    };
  }

  /** The rows of several cursors; one of them is looked at ahead. */
  private static final class Rows {
    private final Iterator<RowCursor> cursors;
    private @Nullable RowCursor cursor;

    Rows(Iterator<RowCursor> cursors) {
      this.cursors = cursors;
      advance();
    }

    boolean isAtRow() {
      return cursor != null;
    }

    @Nullable RowCursor row() {
      return cursor;
    }

    void advance() {
      while (cursor == null || !cursor.next()) {
        if (!cursors.hasNext()) {
          cursor = null;
          return;
        }
        cursor = cursors.next();
      }
    }
  }

  private final class Builder {
    private final Names labelNames = new Names(columns.label());
    private final Names categoryNames = new Names(columns.category());
    private final Names sequenceNames = new Names(columns.sequence());
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
    private long read;
    private long zeroVectors;
    private long badRowCount;
    private @Nullable MixedDimensions mixed;

    RowChunk fill(Rows rows) {
      for (RowCursor row = rows.row();
          row != null && (long) count * dimension < CHUNK_FLOATS;
          row = rows.row()) {
        add(row);
        read++;
        rows.advance();
      }
      return new RowChunk(
          dimension,
          Arrays.copyOf(vectors, count * dimension),
          hasNumericIds()
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
          mixed,
          read);
    }

    private boolean hasNumericIds() {
      return !columns.id().isPresent() || columns.id().type().isInteger();
    }

    private void add(RowCursor row) {
      int role = columns.role().of(row);
      String unclear = columns.role().fault(row);
      if (role == Role.NONE && unclear.isEmpty()) {
        return;
      }
      Id id = id(row);
      Optional<Key> label = labelNames.of(row);
      float[] vector = row.vector();
      String fault = unclear.isEmpty() ? fault(id, label, vector) : unclear;
      if (!fault.isEmpty()) {
        reject(id, fault);
      } else if (count > 0 && requireNonNull(vector).length != dimension) {
        mixed = new MixedDimensions(id.name(), requireNonNull(vector).length, firstId(), dimension);
      } else {
        accept(row, role, id, label.orElseThrow().text(), requireNonNull(vector));
      }
    }

    private Id id(RowCursor row) {
      if (!columns.id().isPresent()) {
        return new Id(read, Long.toString(read), "");
      }
      Object value = columns.id().value(row);
      if (value == null) {
        return new Id(0, "null", "null");
      }
      if (value instanceof Long number && hasNumericIds()) {
        return new Id(number, number.toString(), "");
      }
      Key key = columns.id().type().key(value);
      return new Id(0, key.isFaulty() ? key.fault() : key.text(), key.fault());
    }

    private String fault(Id id, Optional<Key> label, float @Nullable [] vector) {
      if (!id.fault().isEmpty()) {
        return "id is " + id.fault();
      }
      if (label.isEmpty()) {
        return "label is null";
      }
      if (label.get().isFaulty()) {
        return "label is " + label.get().fault();
      }
      if (vector == null) {
        return "vector is null";
      }
      if (vector.length == 0) {
        return "vector is empty";
      }
      return Vectors.isFinite(vector, 0, vector.length)
          ? ""
          : "vector holds NaN, infinity, null or a number that float32 cannot hold";
    }

    private void reject(Id id, String reason) {
      badRowCount++;
      if (badRows.size() < NAMED_BAD_ROWS) {
        badRows.add(new BadRow(id.name(), reason));
      }
    }

    private void accept(RowCursor row, int role, Id id, String label, float[] vector) {
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
      labels.add(label);
      if (hasNumericIds()) {
        numberIds[count] = id.number();
      } else {
        textIds.add(id.name());
      }
      if (columns.category().isPresent()) {
        categories.add(categoryNames.of(row, "null"));
      }
      if (columns.sequence().isPresent()) {
        sequences.add(sequenceNames.of(row, ""));
      }
      count++;
    }

    private String firstId() {
      return hasNumericIds() ? Long.toString(numberIds[0]) : textIds.get(0);
    }
  }

  /** The names in a column, one object for each: else a chunk would ship each once per row. */
  private static final class Names {
    private final NamedColumn column;
    private final Map<Object, Key> keys = new HashMap<>();

    Names(NamedColumn column) {
      this.column = column;
    }

    /** Empty for null. */
    Optional<Key> of(RowCursor row) {
      Object value = column.value(row);
      if (value == null) {
        return Optional.empty();
      }
      Key known = keys.get(value);
      if (known == null) {
        known = column.type().key(value);
        keys.put(value instanceof UTF8String lent ? lent.copy() : value, known);
      }
      return Optional.of(known);
    }

    /** {@code absent} for null and for what names nothing. */
    String of(RowCursor row, String absent) {
      return of(row).filter(key -> !key.isFaulty()).map(Key::text).orElse(absent);
    }
  }

  /**
   * An id.
   *
   * @param number of an integer id
   * @param name as messages have it
   * @param fault why it is none, or empty
   */
  private record Id(long number, String name, String fault) {}

  private static boolean isZero(float[] vector) {
    for (float value : vector) {
      if (value != 0) {
        return false;
      }
    }
    return true;
  }
}
