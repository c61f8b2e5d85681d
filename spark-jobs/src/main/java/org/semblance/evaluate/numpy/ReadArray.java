package org.semblance.evaluate.numpy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.util.SerializableConfiguration;
import org.jspecify.annotations.Nullable;
import org.semblance.evaluate.input.Float32;
import org.semblance.evaluate.input.RowCursor;
import org.semblance.fault.RootCause;
import org.semblance.fault.SemblanceException;

/** Reads the vectors of slices. */
record ReadArray(ArrayFile file, ArrayElement element, SerializableConfiguration hadoop)
    implements FlatMapFunction<ArraySlice, RowCursor> {

  @Override
  public Iterator<RowCursor> call(ArraySlice slice) {
    return List.<RowCursor>of(new Cursor(slice)).iterator();
  }

  private final class Cursor implements RowCursor {
    private final ArraySlice slice;
    private final double[] numbers = new double[file.columns()];
    private @Nullable ByteBuffer bytes;
    private int row = -1;

    Cursor(ArraySlice slice) {
      this.slice = slice;
    }

    @Override
    public boolean next() {
      row++;
      return row < slice.count();
    }

    @Override
    public @Nullable Object value(int key) {
      return slice.keys()[key][row];
    }

    @Override
    public float @Nullable [] vector() {
      ByteBuffer all = bytes();
      int item = file.header().itemBytes();
      for (int i = 0; i < numbers.length; i++) {
        numbers[i] = element.at(all, (row * numbers.length + i) * item);
      }
      return Float32.of(numbers, numbers.length);
    }

    private ByteBuffer bytes() {
      try {
        if (bytes == null) {
          bytes = file.read(slice.from(), slice.count(), hadoop.value());
        }
        return bytes;
      } catch (IOException failure) {
        throw SemblanceException.data(
            "%s cannot be read (%s): check the file and its permissions"
                .formatted(file.path(), RootCause.text(failure)));
      }
    }
  }
}
