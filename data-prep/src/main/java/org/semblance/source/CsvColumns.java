package org.semblance.source;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.semblance.fault.SemblanceException;
import org.semblance.table.Split;

/**
 * Which column of a CSV file means what: {@code path}, {@code class} or {@code label}, and where
 * there are such {@code split}, {@code is_query} and {@code is_gallery} (OML's names). A test or
 * validation row that says whether it is a query or belongs to the gallery becomes {@code query},
 * {@code gallery}, or {@code test} where it is both.
 *
 * @param file name, for messages
 */
record CsvColumns(String file, int path, int label, int split, int query, int gallery) {

  private static final int ABSENT = -1;
  private static final Set<String> YES = Set.of("true", "1", "1.0", "yes");
  private static final Set<String> NO = Set.of("false", "0", "0.0", "no", "", "nan", "none");

  /**
   * Finds the columns.
   *
   * @throws SemblanceException if the path or the class has none
   */
  static CsvColumns of(List<String> names, String file) {
    int label = names.contains("class") ? names.indexOf("class") : names.indexOf("label");
    if (label == ABSENT) {
      throw missing("class (or label)", "class", names, file);
    }
    if (!names.contains("path")) {
      throw missing("path", "path", names, file);
    }
    return new CsvColumns(
        file,
        names.indexOf("path"),
        label,
        names.indexOf("split"),
        names.indexOf("is_query"),
        names.indexOf("is_gallery"));
  }

  private static SemblanceException missing(
      String what, String wanted, List<String> names, String file) {
    return SemblanceException.data(
        String.format(
            "%s must have a column %s, found %s; the nearest is %s",
            file, what, String.join(", ", names), Spelling.nearest(wanted, names)));
  }

  /** The image that a row describes. */
  SourceImage image(long row, CsvTable.Line line) {
    String location = line.fields().get(path).strip();
    while (location.startsWith("./")) {
      location = location.substring(2);
    }
    return new SourceImage(row, location, line.fields().get(label).strip(), split(line));
  }

  private @Nullable Split split(CsvTable.Line line) {
    Split named = split == ABSENT ? null : named(line);
    if (named == Split.TRAIN) {
      return named;
    }
    boolean isQuery = says(line, query, "is_query");
    boolean isGallery = says(line, gallery, "is_gallery");
    if (isQuery && isGallery) {
      return Split.TEST;
    }
    return isQuery ? Split.QUERY : isGallery ? Split.GALLERY : named;
  }

  private Split named(CsvTable.Line line) {
    String name = line.fields().get(split).strip();
    Split known = SplitNames.find(name);
    if (known == null) {
      throw SemblanceException.data(
          String.format(
              "line %d of %s has the split '%s'; known are %s",
              line.number(), file, name, SplitNames.KNOWN));
    }
    return known;
  }

  private boolean says(CsvTable.Line line, int column, String name) {
    String value =
        column == ABSENT ? "" : line.fields().get(column).strip().toLowerCase(Locale.ROOT);
    if (!YES.contains(value) && !NO.contains(value)) {
      throw SemblanceException.data(
          String.format(
              "line %d of %s has '%s' in %s; expected true or false",
              line.number(), file, value, name));
    }
    return YES.contains(value);
  }
}
