package org.semblance.evaluate.blocks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.function.Function2;
import org.apache.spark.broadcast.Broadcast;
import org.semblance.evaluate.read.RowChunk;
import scala.Tuple2;

/** Cuts the chunks of a partition into pieces by block. */
record ScatterChunks(Broadcast<Destinations> destinations)
    implements Function2<Integer, Iterator<RowChunk>, Iterator<Tuple2<Integer, Piece>>> {

  @Override
  public Iterator<Tuple2<Integer, Piece>> call(Integer partition, Iterator<RowChunk> chunks) {
    List<Tuple2<Integer, Piece>> pieces = new ArrayList<>();
    int chunk = destinations.value().firstChunks()[partition];
    while (chunks.hasNext()) {
      scatter(chunks.next(), destinations.value().chunkStarts()[chunk++], pieces);
    }
    return pieces.iterator();
  }

  private void scatter(RowChunk chunk, int firstRow, List<Tuple2<Integer, Piece>> pieces) {
    Destinations all = destinations.value();
    int[] rows =
        IntStream.range(0, chunk.count())
            .filter(row -> all.places()[firstRow + row] >= 0)
            .boxed()
            .sorted((a, b) -> all.places()[firstRow + a] - all.places()[firstRow + b])
            .mapToInt(Integer::intValue)
            .toArray();
    int[] places = Arrays.stream(rows).map(row -> all.places()[firstRow + row]).toArray();
    int dimension = chunk.dimension();
    for (int from = 0, to; from < rows.length; from = to) {
      int block = all.layout().blockOf(places[from]);
      int end = all.layout().starts()[block + 1];
      to = from;
      while (to < rows.length && places[to] < end) {
        to++;
      }
      float[] vectors = new float[(to - from) * dimension];
      for (int i = from; i < to; i++) {
        System.arraycopy(
            chunk.vectors(), rows[i] * dimension, vectors, (i - from) * dimension, dimension);
      }
      pieces.add(new Tuple2<>(block, new Piece(Arrays.copyOfRange(places, from, to), vectors)));
    }
  }
}
