package org.semblance.evaluate.parquet;

import java.util.Arrays;
import java.util.function.ToDoubleFunction;
import org.apache.parquet.column.ColumnReader;
import org.jspecify.annotations.Nullable;
import org.semblance.evaluate.input.Float32;

/** Lists of numbers of any type; a null among them is NaN. */
final class NumberLists implements VectorReader {

  private final ColumnReader column;
  private final ListLevels levels;
  private final ToDoubleFunction<ColumnReader> number;
  private double[] buffer = new double[16];

  NumberLists(ColumnReader column, ListLevels levels, ToDoubleFunction<ColumnReader> number) {
    this.column = column;
    this.levels = levels;
    this.number = number;
  }

  @Override
  public float @Nullable [] read() {
    int count = readNumbers();
    return count < 0 ? null : Float32.of(buffer, count);
  }

  /** Fills {@link #numbers}; how many there are, negative for no list. */
  int readNumbers() {
    int level = column.getCurrentDefinitionLevel();
    if (!levels.isElement(level)) {
      column.consume();
      return levels.isNoList(level) ? -1 : 0;
    }
    int count = 0;
    do {
      if (count == buffer.length) {
        buffer = Arrays.copyOf(buffer, 2 * count);
      }
      buffer[count++] =
          column.getCurrentDefinitionLevel() == levels.value()
              ? number.applyAsDouble(column)
              : Double.NaN;
      column.consume();
    } while (column.getCurrentRepetitionLevel() > 0);
    return count;
  }

  /** The numbers read last; valid until the next read. */
  double[] numbers() {
    return buffer;
  }
}
