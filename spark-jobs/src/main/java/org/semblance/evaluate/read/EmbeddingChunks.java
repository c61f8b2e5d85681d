package org.semblance.evaluate.read;

import static java.util.Objects.requireNonNull;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaRDD;
import org.semblance.evaluate.input.EmbeddingSource;
import org.semblance.evaluate.input.JoinedTables;
import org.semblance.evaluate.input.Request;
import org.semblance.evaluate.input.SourceRows;
import org.semblance.evaluate.settings.ColumnSettings;
import org.semblance.evaluate.settings.EvaluateSettings;
import org.semblance.evaluate.settings.Role;
import org.semblance.source.SplitNames;

/**
 * The rows that take part, in chunks.
 *
 * @param rows in the order of the tables where ids are the places of rows, else in no order
 * @param vectorBytes about what all vectors take
 * @param idsArePlaces whether rows have no other ids than their places
 * @param told how the columns were chosen, for people
 */
public record EmbeddingChunks(
    JavaRDD<RowChunk> rows, long vectorBytes, boolean idsArePlaces, String told) {

  /** The same rows with the ids that they have in the whole table. */
  public JavaRDD<RowChunk> numbered() {
    if (!idsArePlaces) {
      return rows;
    }
    List<Long> counts = rows.mapPartitions(chunks -> List.of(read(chunks)).iterator()).collect();
    long[] first = new long[counts.size()];
    for (int i = 1; i < first.length; i++) {
      first[i] = first[i - 1] + counts.get(i - 1);
    }
    return rows.mapPartitionsWithIndex(new PlaceRows(first), true);
  }

  private static long read(Iterator<RowChunk> chunks) {
    long read = 0;
    while (chunks.hasNext()) {
      read += chunks.next().read();
    }
    return read;
  }

  /** Whichever rows {@code table} says are queries and are searched. */
  public static EmbeddingChunks of(EmbeddingSource table, EvaluateSettings settings) {
    ColumnChoice choice = ColumnChoice.of(table, settings, true);
    return of(List.of(table), List.of(Role.NONE), choice);
  }

  /** Every row of {@code queries} against all of {@code gallery}. */
  public static EmbeddingChunks of(
      EmbeddingSource queries, EmbeddingSource gallery, EvaluateSettings settings) {
    ColumnChoice choice = ColumnChoice.of(queries, settings, false);
    return of(List.of(queries, gallery), List.of(Role.QUERY, Role.GALLERY), choice);
  }

  private static EmbeddingChunks of(
      List<EmbeddingSource> tables, List<Integer> roles, ColumnChoice choice) {
    EvaluateSettings settings = choice.settings();
    Request request = request(settings);
    List<SourceRows> parts = new JoinedTables(tables).parts(request);
    EmbeddingColumns columns = EmbeddingColumns.of(settings, request.keys(), parts.get(0).keys());
    JavaRDD<RowChunk> chunks = null;
    for (int i = 0; i < parts.size(); i++) {
      EmbeddingColumns own = roles.get(i) == Role.NONE ? columns : columns.withRole(roles.get(i));
      JavaRDD<RowChunk> part =
          parts.get(i).rows().mapPartitions(new ReadChunks(own, settings.similarity()));
      chunks = chunks == null ? part : chunks.union(part);
    }
    return new EmbeddingChunks(
        requireNonNull(chunks),
        parts.stream().mapToLong(SourceRows::vectorBytes).sum(),
        settings.columns().id().isEmpty(),
        choice.told());
  }

  private static Request request(EvaluateSettings settings) {
    ColumnSettings columns = settings.columns();
    String split = settings.usesSplit() ? columns.split() : "";
    Set<String> keys = new LinkedHashSet<>();
    Stream.of(
            columns.id(),
            columns.label(),
            split,
            columns.isQuery(),
            columns.isGallery(),
            columns.category(),
            columns.sequence())
        .filter(name -> !name.isEmpty())
        .forEach(keys::add);
    return new Request(
        columns.vector(),
        List.copyOf(keys),
        columns.id().isEmpty(),
        split,
        SplitNames.spellings(settings.rows().roles().keySet()));
  }
}
