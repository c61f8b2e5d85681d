package org.semblance.evaluate.read;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.semblance.evaluate.input.EmbeddingSource;
import org.semblance.evaluate.input.SourceColumn;
import org.semblance.evaluate.settings.ColumnSettings;
import org.semblance.evaluate.settings.EvaluateSettings;
import org.semblance.fault.SemblanceException;

/**
 * Which columns are read: those that are named, and for {@code auto} those that the table's own
 * columns suggest.
 *
 * @param settings with the names that were chosen
 * @param told what was chosen and why, for people, a line each
 */
public record ColumnChoice(EvaluateSettings settings, String told) {

  private static final List<String> IDS = List.of("image_id", "id");
  private static final List<String> LABELS =
      List.of("label", "labels", "class", "class_name", "class_id", "category_id", "target", "y");
  private static final List<String> VECTORS =
      List.of("vector", "embedding", "embeddings", "emb", "features");
  private static final List<String> SPLITS = List.of("split");
  private static final List<String> FLAGS = List.of("is_query", "is_gallery");

  /**
   * The columns of {@code table}.
   *
   * @param needsSplit whether the table tells by itself which rows are queries, which are searched
   * @throws SemblanceException data, naming the candidates, if a named column is not there or
   *     cannot be used, or if nothing tells which one is meant
   */
  public static ColumnChoice of(
      EmbeddingSource table, EvaluateSettings settings, boolean needsSplit) {
    return new Chooser(table, settings, needsSplit).choose();
  }

  private static final class Chooser {
    private final EmbeddingSource table;
    private final EvaluateSettings settings;
    private final ColumnSettings asked;
    private final boolean needsSplit;
    private final List<SourceColumn> columns;
    private final List<String> told = new ArrayList<>();

    Chooser(EmbeddingSource table, EvaluateSettings settings, boolean needsSplit) {
      this.table = table;
      this.settings = settings;
      this.asked = settings.columns();
      this.needsSplit = needsSplit;
      this.columns = table.columns();
    }

    ColumnChoice choose() {
      String vector = isAuto(asked.vector()) ? vector() : vectors("vector", asked.vector());
      String label = isAuto(asked.label()) ? label(vector) : keys("label", asked.label());
      String id = isAuto(asked.id()) ? id() : keys("id", asked.id());
      String split = needsSplit && settings.usesSplit() ? split() : "";
      ColumnSettings chosen =
          new ColumnSettings(
              id,
              label,
              vector,
              split,
              needsSplit ? keys("is-query", asked.isQuery()) : "",
              needsSplit ? keys("is-gallery", asked.isGallery()) : "",
              keys("category", asked.category()),
              keys("sequence", asked.sequence()));
      if (id.isEmpty() && !table.isOrdered()) {
        throw SemblanceException.data(
            "%s has no column of ids (%s), and its rows have no order: name one in evaluate.columns.id"
                .formatted(table.name(), String.join(" or ", IDS)));
      }
      return new ColumnChoice(settings.with(chosen), String.join("\n", told));
    }

    private static boolean isAuto(String name) {
      return name.equals(ColumnSettings.AUTO);
    }

    private String vector() {
      List<SourceColumn> candidates = columns.stream().filter(SourceColumn::isVector).toList();
      if (candidates.isEmpty()) {
        throw SemblanceException.data(
            "%s has no column of vectors, only %s: write each vector as one list of numbers"
                .formatted(table.name(), named(columns)));
      }
      if (candidates.size() == 1) {
        return tell("vectors from", candidates.get(0), "the only list of numbers");
      }
      return known(VECTORS, candidates, SourceColumn::isVector)
          .map(column -> tell("vectors from", column, "by its name"))
          .orElseThrow(
              () ->
                  SemblanceException.data(
                      "%s has several columns that may be the vectors, %s: name one in evaluate.columns.vector"
                          .formatted(table.name(), named(candidates))));
    }

    private String label(String vector) {
      return known(LABELS, columns, column -> !column.name().equals(vector))
          .map(column -> tell("labels from", column, "by its name"))
          .map(name -> keys("label", name))
          .orElseThrow(
              () ->
                  SemblanceException.data(
                      "%s has no column label, only %s: name the labels in evaluate.columns.label"
                          .formatted(table.name(), named(columns))));
    }

    private String id() {
      Optional<SourceColumn> found = known(IDS, columns, column -> column.key().isPresent());
      if (found.isEmpty()) {
        told.add("ids: the places of the rows, for no column is called " + or(IDS));
      }
      return found.map(column -> tell("ids from", column, "by its name")).orElse("");
    }

    private String split() {
      if (!isAuto(asked.split())) {
        return keys("split", asked.split());
      }
      Optional<SourceColumn> found = known(SPLITS, columns, column -> column.key().isPresent());
      if (found.isEmpty()) {
        told.add("every row against all others, for no column is called " + or(SPLITS));
      }
      if (columns.stream().map(SourceColumn::name).toList().containsAll(FLAGS)) {
        told.add(
            String.join(" and ", FLAGS)
                + " are not used: evaluate.columns.is-query and is-gallery would name them");
      }
      return found
          .map(
              column ->
                  tell(
                      "rows by",
                      column,
                      "evaluate.rows=" + settings.rows().name().toLowerCase(Locale.ROOT)))
          .orElse("");
    }

    /** The first name that is there: spelled so, or else in another case. */
    private static Optional<SourceColumn> known(
        List<String> names, List<SourceColumn> columns, Predicate<SourceColumn> fits) {
      return names.stream()
          .flatMap(
              name ->
                  columns.stream()
                      .filter(fits)
                      .filter(column -> column.name().equalsIgnoreCase(name))
                      .sorted(
                          Comparator.comparing(
                              (SourceColumn column) -> !column.name().equals(name))))
          .findFirst();
    }

    private String tell(String what, SourceColumn column, String why) {
      told.add("%s %s, %s".formatted(what, column, why));
      return column.name();
    }

    private String keys(String key, String name) {
      if (!name.isEmpty() && present(key, name).key().isEmpty()) {
        throw SemblanceException.data(
            "column %s must be of integers or text, found %s: name another in evaluate.columns.%s"
                .formatted(name, present(key, name).type(), key));
      }
      return name;
    }

    private String vectors(String key, String name) {
      if (!present(key, name).isVector()) {
        throw SemblanceException.data(
            "column %s must be a list of numbers or a vector, found %s: name the right one in evaluate.columns.%s"
                .formatted(name, present(key, name).type(), key));
      }
      return name;
    }

    private SourceColumn present(String key, String name) {
      return columns.stream()
          .filter(column -> column.name().equals(name))
          .findFirst()
          .orElseThrow(
              () ->
                  SemblanceException.data(
                      "the embeddings have no column '%s', they have %s: set evaluate.columns.%s"
                          .formatted(
                              name, columns.stream().map(SourceColumn::name).toList(), key)));
    }

    private static String named(List<SourceColumn> columns) {
      return columns.stream().map(SourceColumn::toString).collect(Collectors.joining(", "));
    }

    private static String or(List<String> names) {
      return String.join(" or ", names);
    }
  }
}
