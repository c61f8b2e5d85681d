package org.semblance.evaluate.read;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.Function2;

/**
 * Makes places in a chunk places in the table.
 *
 * @param first place of the first row of each partition
 */
record PlaceRows(long[] first)
    implements Function2<Integer, Iterator<RowChunk>, Iterator<RowChunk>> {

  @Override
  public Iterator<RowChunk> call(Integer partition, Iterator<RowChunk> chunks) {
    List<RowChunk> all = new ArrayList<>();
    chunks.forEachRemaining(all::add);
    return RowChunk.placedFrom(first[partition], all).iterator();
  }
}
