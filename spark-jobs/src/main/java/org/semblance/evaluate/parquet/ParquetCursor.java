package org.semblance.evaluate.parquet;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.column.impl.ColumnReadStoreImpl;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;
import org.semblance.evaluate.input.RowCursor;

/** The rows of a slice. */
final class ParquetCursor implements RowCursor {

  private final Slice slice;
  private final ReadSlices request;
  private final Iterator<Integer> groups;
  private @Nullable ParquetFileReader file;
  private @Nullable Group group;

  ParquetCursor(Slice slice, ReadSlices request) {
    this.slice = slice;
    this.request = request;
    this.groups = slice.groups().iterator();
  }

  @Override
  public boolean next() {
    try {
      while (group == null || !group.next()) {
        if (!groups.hasNext()) {
          close();
          return false;
        }
        group = open(groups.next());
      }
      return true;
    } catch (IOException | RuntimeException failure) {
      close();
      throw Unreadable.file(slice.part(), failure);
    }
  }

  @Override
  public @Nullable Object value(int key) {
    return requireNonNull(group).values[key];
  }

  @Override
  public float @Nullable [] vector() {
    return requireNonNull(group).vector;
  }

  private Group open(int number) throws IOException {
    if (file == null) {
      file = FooterReader.open(slice.part().path(), request.hadoop().value());
    }
    MessageType schema = file.getFileMetaData().getSchema();
    MessageType asked = asked(schema);
    file.setRequestedSchema(asked);
    PageReadStore pages = file.readRowGroup(number);
    return new Group(
        asked,
        new ColumnReadStoreImpl(
            pages, new Unconverted(asked), asked, file.getFileMetaData().getCreatedBy()),
        pages.getRowCount());
  }

  private MessageType asked(MessageType schema) {
    List<Type> fields = new ArrayList<>();
    for (Type field : schema.getFields()) {
      boolean isKey =
          request.keys().contains(field.getName())
              && !slice.part().folders().containsKey(field.getName());
      if (isKey || field.getName().equals(request.vector())) {
        fields.add(field);
      }
    }
    return new MessageType(schema.getName(), fields);
  }

  private void close() {
    if (file != null) {
      try {
        file.close();
      } catch (IOException ignored) {
        // It was only read.
      }
    }
  }

  /** One row group, at one of its rows. */
  private final class Group {
    private final List<KeyReader> keys = new ArrayList<>();
    private final VectorReader vectors;
    private final @Nullable Object[] values;
    private long left;
    private float @Nullable [] vector;

    Group(MessageType schema, ColumnReadStoreImpl columns, long rows) {
      for (String key : request.keys()) {
        keys.add(key(schema, columns, key));
      }
      this.values = new Object[keys.size()];
      this.vectors =
          VectorField.of(schema, request.vector())
              .orElseThrow()
              .reader()
              .apply(columns::getColumnReader);
      this.left = rows;
    }

    private KeyReader key(MessageType schema, ColumnReadStoreImpl columns, String name) {
      String folder = slice.part().folders().get(name);
      if (folder != null) {
        UTF8String value = UTF8String.fromString(folder);
        return () -> value;
      }
      KeyField field = KeyField.of(schema, name).orElseThrow();
      return KeyReader.of(field, columns.getColumnReader(field.column()));
    }

    boolean next() {
      if (left == 0) {
        return false;
      }
      left--;
      for (int i = 0; i < values.length; i++) {
        values[i] = keys.get(i).read();
      }
      vector = vectors.read();
      return true;
    }
  }

  /** Reads the values of a column in turn. */
  private interface KeyReader {

    @Nullable Object read();

    static KeyReader of(KeyField field, ColumnReader column) {
      int present = field.column().getMaxDefinitionLevel();
      return () -> {
        Object value =
            column.getCurrentDefinitionLevel() == present ? field.decode().apply(column) : null;
        column.consume();
        return value;
      };
    }
  }
}
