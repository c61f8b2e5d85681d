package org.semblance.evaluate.input;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.spark.api.java.JavaRDD;
import org.semblance.fault.SemblanceException;

/**
 * Several tables that are read as one, in their order.
 *
 * @param tables at least one; all have the columns that are asked for
 */
public record JoinedTables(List<EmbeddingSource> tables) implements EmbeddingSource {

  @Override
  public String name() {
    return String.join(", ", tables.stream().map(EmbeddingSource::name).toList());
  }

  @Override
  public List<SourceColumn> columns() {
    return tables.get(0).columns();
  }

  @Override
  public boolean isOrdered() {
    return tables.stream().allMatch(EmbeddingSource::isOrdered);
  }

  @Override
  public SourceRows rows(Request request) {
    List<SourceRows> parts = parts(request);
    JavaRDD<RowCursor> rows = parts.get(0).rows();
    for (SourceRows part : parts.subList(1, parts.size())) {
      rows = rows.union(part.rows());
    }
    return new SourceRows(
        parts.get(0).keys(), rows, parts.stream().mapToLong(SourceRows::vectorBytes).sum());
  }

  /**
   * The rows of each table, with the types that hold the values of all.
   *
   * @throws SemblanceException data, naming tables, column and types, if there is no such type
   */
  public List<SourceRows> parts(Request request) {
    tables.forEach(table -> requireColumns(table, request));
    List<SourceRows> parts = tables.stream().map(table -> table.rows(request)).toList();
    List<KeyType> types = new ArrayList<>(parts.get(0).keys());
    for (int part = 1; part < parts.size(); part++) {
      for (int key = 0; key < types.size(); key++) {
        types.set(key, widened(types.get(key), parts, part, key, request));
      }
    }
    return parts.stream()
        .map(part -> new SourceRows(types, part.rows(), part.vectorBytes()))
        .toList();
  }

  private static void requireColumns(EmbeddingSource table, Request request) {
    List<String> present = table.columns().stream().map(SourceColumn::name).toList();
    List<String> asked = new ArrayList<>(request.keys());
    asked.add(request.vector());
    for (String name : asked) {
      if (!present.contains(name)) {
        throw SemblanceException.data(
            "%s has no column '%s', which the table before it has, only %s: name tables with the same columns"
                .formatted(table.name(), name, present));
      }
    }
  }

  private KeyType widened(
      KeyType before, List<SourceRows> parts, int part, int key, Request request) {
    KeyType here = parts.get(part).keys().get(key);
    Optional<KeyType> both = before.widened(here);
    return both.orElseThrow(
        () ->
            SemblanceException.data(
                "column %s is %s in %s but %s before: write it with the same type"
                    .formatted(
                        request.keys().get(key),
                        here.name().toLowerCase(Locale.ROOT),
                        tables.get(part).name(),
                        before.name().toLowerCase(Locale.ROOT))));
  }
}
