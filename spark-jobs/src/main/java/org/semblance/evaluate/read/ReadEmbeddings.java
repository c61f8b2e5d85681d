package org.semblance.evaluate.read;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.api.java.JavaRDD;
import org.semblance.evaluate.settings.InvalidRows;
import org.semblance.fault.SemblanceException;

/**
 * The rows to measure, brought to the driver and checked.
 *
 * @param firstChunks number of the first chunk of each partition
 */
public record ReadEmbeddings(EmbeddingRows rows, int[] firstChunks, TableCounts counts) {

  private static final int NAMED = 5;

  /**
   * Reads and checks.
   *
   * @param idsArePlaces whether ids count the rows of a chunk and have to count those of the table
   */
  public static ReadEmbeddings of(
      JavaRDD<RowChunk> source, boolean idsArePlaces, InvalidRows invalidRows) {
    List<List<RowChunk>> partitions = source.glom().collect();
    return of(idsArePlaces ? placed(partitions) : partitions, invalidRows);
  }

  private static List<List<RowChunk>> placed(List<List<RowChunk>> partitions) {
    List<List<RowChunk>> placed = new ArrayList<>();
    long first = 0;
    for (List<RowChunk> partition : partitions) {
      placed.add(RowChunk.placedFrom(first, partition));
      first += partition.stream().mapToLong(RowChunk::read).sum();
    }
    return placed;
  }

  private static ReadEmbeddings of(List<List<RowChunk>> partitions, InvalidRows invalidRows) {
    List<RowChunk> all = partitions.stream().flatMap(List::stream).toList();
    List<RowChunk> chunks = all.stream().filter(chunk -> chunk.count() > 0).toList();
    List<BadRow> rejected = all.stream().flatMap(chunk -> chunk.badRows().stream()).toList();
    long rejectedRows = all.stream().mapToLong(RowChunk::badRowCount).sum();
    if (rejectedRows > 0 && invalidRows == InvalidRows.FAIL) {
      throw SemblanceException.data(
          "%d rows of the embeddings cannot be measured (%s): mend them or set evaluate.invalid-rows to reject"
              .formatted(rejectedRows, named(rejected)));
    }
    if (chunks.isEmpty()) {
      throw SemblanceException.data(
          "the embeddings have no row to measure among %d that were read: check evaluate.rows and evaluate.columns.split"
              .formatted(all.stream().mapToLong(RowChunk::read).sum()));
    }
    checkDimensions(chunks);
    EmbeddingRows rows = new EmbeddingRows(all);
    TableCounts counts =
        new TableCounts(
            rows.count(),
            rows.dimension(),
            rejected,
            rejectedRows,
            chunks.stream().mapToLong(RowChunk::zeroVectors).sum(),
            duplicates(chunks));
    return new ReadEmbeddings(rows, firstChunks(partitions), counts);
  }

  private static int[] firstChunks(List<List<RowChunk>> partitions) {
    int[] first = new int[partitions.size()];
    for (int i = 1; i < first.length; i++) {
      first[i] = first[i - 1] + partitions.get(i - 1).size();
    }
    return first;
  }

  private static String named(List<BadRow> rejected) {
    return rejected.stream()
        .sorted((a, b) -> a.id().compareTo(b.id()))
        .limit(NAMED)
        .map(row -> "row " + row.id() + ": " + row.reason())
        .collect(Collectors.joining("; "));
  }

  private static void checkDimensions(List<RowChunk> chunks) {
    RowChunk first = chunks.get(0);
    for (RowChunk chunk : chunks) {
      MixedDimensions mixed = chunk.mixed();
      if (chunk.dimension() != first.dimension()) {
        mixed =
            new MixedDimensions(
                chunk.ids().get(0).toString(),
                chunk.dimension(),
                first.ids().get(0).toString(),
                first.dimension());
      }
      if (mixed != null) {
        throw SemblanceException.data(mixed.toString());
      }
    }
  }

  private static long duplicates(List<RowChunk> chunks) {
    long[] hashes =
        chunks.stream().flatMapToLong(chunk -> Arrays.stream(chunk.hashes())).sorted().toArray();
    long count = 0;
    for (int i = 0; i < hashes.length; i++) {
      boolean asBefore = i > 0 && hashes[i] == hashes[i - 1];
      boolean asAfter = i + 1 < hashes.length && hashes[i] == hashes[i + 1];
      count += asBefore || asAfter ? 1 : 0;
    }
    return count;
  }
}
