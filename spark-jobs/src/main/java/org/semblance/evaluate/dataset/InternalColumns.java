package org.semblance.evaluate.dataset;

import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import org.semblance.evaluate.input.Request;
import org.semblance.evaluate.input.RowCursor;
import org.semblance.fault.SemblanceException;

/** Makes a cursor of the internal rows of a partition. */
record InternalColumns(
    List<KeyColumn> keys, List<Integer> ordinals, VectorColumn vector, int vectorOrdinal)
    implements FlatMapFunction<Iterator<InternalRow>, RowCursor> {

  /** The columns of rows of {@code schema}, which has all that are asked for. */
  static InternalColumns of(StructType schema, Request request) {
    return new InternalColumns(
        request.keys().stream().map(name -> key(schema, name)).toList(),
        request.keys().stream().map(schema::fieldIndex).toList(),
        VectorColumn.of(schema.apply(request.vector()).dataType())
            .orElseThrow(() -> unfit(schema, request.vector(), "a list of numbers or a vector")),
        schema.fieldIndex(request.vector()));
  }

  private static KeyColumn key(StructType schema, String name) {
    return KeyColumn.of(schema.apply(name).dataType())
        .orElseThrow(() -> unfit(schema, name, "of integers or text"));
  }

  private static SemblanceException unfit(StructType schema, String name, String wanted) {
    return SemblanceException.data(
        "column %s must be %s, found %s: name another in evaluate.columns"
            .formatted(name, wanted, schema.apply(name).dataType().simpleString()));
  }

  @Override
  public Iterator<RowCursor> call(Iterator<InternalRow> rows) {
    return List.<RowCursor>of(new Cursor(rows)).iterator();
  }

  private final class Cursor implements RowCursor {
    private final Iterator<InternalRow> rows;
    private InternalRow row = InternalRow.empty();

    Cursor(Iterator<InternalRow> rows) {
      this.rows = rows;
    }

    @Override
    public boolean next() {
      if (!rows.hasNext()) {
        return false;
      }
      row = rows.next();
      return true;
    }

    @Override
    public @Nullable Object value(int key) {
      return keys.get(key).read(row, ordinals.get(key));
    }

    @Override
    public float @Nullable [] vector() {
      return row.isNullAt(vectorOrdinal) ? null : vector.read(row, vectorOrdinal);
    }
  }
}
