package org.semblance.evaluate.read;

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

  public static ReadEmbeddings of(JavaRDD<RowChunk> source, InvalidRows invalidRows) {
    List<List<RowChunk>> partitions = source.glom().collect();
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
          "the embeddings have no row to measure: check evaluate.rows and evaluate.columns.split");
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
      String mixed = chunk.mixedDimensions();
      if (chunk.dimension() != first.dimension()) {
        mixed =
            MixedDimensions.text(
                chunk.ids().get(0).toString(),
                chunk.dimension(),
                first.ids().get(0).toString(),
                first.dimension());
      }
      if (!mixed.isEmpty()) {
        throw SemblanceException.data(mixed);
      }
    }
    if (first.dimension() == 0) {
      throw SemblanceException.data(
          "row %s has an empty vector: embed the images again".formatted(first.ids().get(0)));
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
