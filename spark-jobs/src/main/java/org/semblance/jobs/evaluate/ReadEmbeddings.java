package org.semblance.jobs.evaluate;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.semblance.fault.SemblanceException;

/** The rows to measure, brought to the driver and checked. */
record ReadEmbeddings(
    EmbeddingRows rows,
    List<BadRow> rejected,
    long rejectedRows,
    long zeroVectors,
    long duplicates) {

  private static final int NAMED = 5;

  static ReadEmbeddings of(Dataset<Row> table, EvaluateSettings settings) {
    List<RowChunk> all = new EmbeddingReader(settings).chunks(table).collect();
    List<RowChunk> chunks = all.stream().filter(chunk -> chunk.count() > 0).toList();
    List<BadRow> rejected = all.stream().flatMap(chunk -> chunk.badRows().stream()).toList();
    long rejectedRows = all.stream().mapToLong(RowChunk::badRowCount).sum();
    if (rejectedRows > 0 && settings.invalidRows() == InvalidRows.FAIL) {
      throw SemblanceException.data(
          "%d rows of the embeddings cannot be measured (%s): mend them or set evaluate.invalid-rows to reject"
              .formatted(rejectedRows, named(rejected)));
    }
    if (chunks.isEmpty()) {
      throw SemblanceException.data(
          "the embeddings have no row to measure: check evaluate.rows and evaluate.columns.split");
    }
    checkDimensions(chunks);
    return new ReadEmbeddings(
        new EmbeddingRows(chunks),
        rejected,
        rejectedRows,
        chunks.stream().mapToLong(RowChunk::zeroVectors).sum(),
        duplicates(chunks));
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
