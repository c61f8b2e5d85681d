package org.semblance.evaluate.parquet;

import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.util.SerializableConfiguration;
import org.semblance.evaluate.input.RowCursor;

/** Opens slices in turn. */
record ReadSlices(String vector, List<String> keys, SerializableConfiguration hadoop)
    implements FlatMapFunction<List<Slice>, RowCursor> {

  @Override
  public Iterator<RowCursor> call(List<Slice> slices) {
    return slices.stream().<RowCursor>map(slice -> new ParquetCursor(slice, this)).iterator();
  }
}
