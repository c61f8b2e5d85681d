package org.semblance.evaluate.parquet;

import java.util.Arrays;
import org.apache.parquet.column.ColumnReader;
import org.jspecify.annotations.Nullable;

/** Lists of float32 numbers; a null among them is NaN. */
final class FloatLists implements VectorReader {

  private final ColumnReader column;
  private final ListLevels levels;
  private float[] vector = new float[0];
  private float[] buffer = new float[16];

  FloatLists(ColumnReader column, ListLevels levels) {
    this.column = column;
    this.levels = levels;
  }

  @Override
  public float @Nullable [] read() {
    int level = column.getCurrentDefinitionLevel();
    if (!levels.isElement(level)) {
      column.consume();
      return levels.isNoList(level) ? null : new float[0];
    }
    int count = 0;
    do {
      if (count == buffer.length) {
        buffer = Arrays.copyOf(buffer, 2 * count);
      }
      buffer[count++] =
          column.getCurrentDefinitionLevel() == levels.value() ? column.getFloat() : Float.NaN;
      column.consume();
    } while (column.getCurrentRepetitionLevel() > 0);
    if (vector.length != count) {
      vector = new float[count];
    }
    System.arraycopy(buffer, 0, vector, 0, count);
    return vector;
  }
}
