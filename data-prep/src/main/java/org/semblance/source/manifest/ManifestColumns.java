package org.semblance.source.manifest;

import java.io.Serializable;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.semblance.fault.SemblanceException;
import org.semblance.source.Box;
import org.semblance.source.RelativePath;
import org.semblance.source.SourceImage;
import org.semblance.source.SplitNames;
import org.semblance.table.RejectReason;
import org.semblance.table.Split;

/**
 * Which column of a list means what: {@code path}, {@code class} or {@code label}, and where there
 * are such {@code split}, {@code is_query}, {@code is_gallery} and the box {@code x_1, y_1, x_2,
 * y_2} (open-metric-learning's names; letters of any case). A test or validation row that says
 * whether it is a query or belongs to the gallery becomes {@code query}, {@code gallery}, or {@code
 * test} where it is both.
 *
 * @param file name, for messages
 * @param names of the columns
 * @param box the four columns of the box, or none
 */
public record ManifestColumns(
    String file,
    List<String> names,
    int path,
    int label,
    int split,
    int query,
    int gallery,
    List<Integer> box)
    implements Serializable {

  private static final int ABSENT = -1;
  private static final List<String> BOX = List.of("x_1", "y_1", "x_2", "y_2");
  private static final Set<String> YES = Set.of("true", "1", "1.0", "yes");
  private static final Set<String> NO = Set.of("false", "0", "0.0", "no", "", "nan", "none");

  /**
   * Names of the columns that a user may choose; empty for the usual ones.
   *
   * @param path column of the paths
   * @param label column of the classes
   * @param split column of the splits
   */
  public record Chosen(String path, String label, String split) implements Serializable {

    /** The usual names. */
    public static final Chosen USUAL = new Chosen("", "", "");
  }

  /** Whether a header names an image and its class. */
  static boolean isHeader(List<String> header, Chosen chosen) {
    List<String> names = lower(header);
    return names.contains(chosen.path().isEmpty() ? "path" : key(chosen.path()))
        && (chosen.label().isEmpty()
            ? names.contains("class") || names.contains("label")
            : names.contains(key(chosen.label())));
  }

  /**
   * Finds the columns.
   *
   * @throws SemblanceException if the path or the class has none, or a column is there twice
   */
  static ManifestColumns of(List<String> header, Chosen chosen, String file) {
    List<String> names = lower(header);
    ManifestColumns columns =
        new ManifestColumns(
            file,
            header.stream().map(String::strip).toList(),
            required(names, chosen.path(), "path", List.of("path"), header, file),
            required(
                names, chosen.label(), "class (or label)", List.of("class", "label"), header, file),
            chosen.split().isEmpty()
                ? names.indexOf("split")
                : required(names, chosen.split(), "split", List.of("split"), header, file),
            names.indexOf("is_query"),
            names.indexOf("is_gallery"),
            box(names, file));
    columns.requireOnce(names);
    return columns;
  }

  private static List<String> lower(List<String> header) {
    return header.stream().map(ManifestColumns::key).toList();
  }

  private static String key(String name) {
    return name.strip().toLowerCase(Locale.ROOT);
  }

  private static int required(
      List<String> names,
      String chosen,
      String what,
      List<String> usual,
      List<String> header,
      String file) {
    List<String> wanted = chosen.isEmpty() ? usual : List.of(key(chosen));
    for (String name : wanted) {
      if (names.contains(name)) {
        return names.indexOf(name);
      }
    }
    throw SemblanceException.data(
        String.format(
            "%s must have a column %s, found %s; rename one, or name it with "
                + "ingest.source.%s-column",
            file,
            chosen.isEmpty() ? what : chosen,
            String.join(", ", header.stream().map(String::strip).toList()),
            usual.get(usual.size() - 1)));
  }

  private static List<Integer> box(List<String> names, String file) {
    List<Integer> columns = BOX.stream().map(names::indexOf).toList();
    long found = columns.stream().filter(column -> column != ABSENT).count();
    if (found != 0 && found != BOX.size()) {
      throw SemblanceException.data(
          file
              + " has only some of the columns "
              + String.join(", ", BOX)
              + ": a box needs all four");
    }
    return found == 0 ? List.of() : columns;
  }

  private void requireOnce(List<String> names) {
    Set<String> seen = new HashSet<>();
    for (int column : used()) {
      String name = names.get(column);
      if (names.indexOf(name) != names.lastIndexOf(name) && seen.add(name)) {
        throw SemblanceException.data(
            file + " has the column " + name + " more than once; rename all but one");
      }
    }
  }

  private List<Integer> used() {
    List<Integer> used = new ArrayList<>(List.of(path, label));
    for (int column : List.of(split, query, gallery)) {
      if (column != ABSENT) {
        used.add(column);
      }
    }
    used.addAll(box);
    return used;
  }

  /** Names of the columns that mean nothing here, for a note. */
  public List<String> unused() {
    List<String> unused = new ArrayList<>();
    for (int column = 0; column < names.size(); column++) {
      if (!used().contains(column) && !names.get(column).isEmpty()) {
        unused.add(names.get(column));
      }
    }
    return unused;
  }

  /**
   * The image that a row describes, with its problem where the row is not in order.
   *
   * @throws SemblanceException if a split or a mark of the row has an unknown word
   */
  public SourceImage image(ManifestRow row) {
    if (!hasFields(row)) {
      return SourceImage.at(String.join(",", row.fields()), "", null)
          .withProblem(
              RejectReason.MALFORMED,
              String.format(
                  "%s has %d fields, the header has %d; quote fields that hold commas",
                  at(row), row.fields().size(), names.size()));
    }
    String given = row.fields().get(path).strip();
    String label = row.fields().get(this.label).strip();
    SourceImage image =
        SourceImage.at(location(given), label.equalsIgnoreCase("nan") ? "" : label, split(row));
    return boxed(leaves(given) ? outside(image) : image, row);
  }

  private SourceImage outside(SourceImage image) {
    return image.withProblem(
        RejectReason.OUTSIDE, "its path leaves the folder of " + file + ": write it in full");
  }

  /** More fields than the header may be there if they are empty. */
  private boolean hasFields(ManifestRow row) {
    int size = row.fields().size();
    return size >= names.size()
        && row.fields().subList(names.size(), size).stream().allMatch(String::isBlank);
  }

  private String at(ManifestRow row) {
    return "line " + row.number() + " of " + file;
  }

  private static boolean isRelative(String path) {
    return !path.startsWith("/") && !path.matches("(?s)[A-Za-z][A-Za-z0-9+.-]*:[/\\\\].*");
  }

  private static String location(String path) {
    if (!isRelative(path)) {
      return path;
    }
    String normal = RelativePath.normal(path);
    return normal == null ? path : normal;
  }

  private static boolean leaves(String path) {
    return isRelative(path)
        && (RelativePath.normal(path) == null
            || RelativePath.normal(path.replace('\\', '/')) == null);
  }

  private SourceImage boxed(SourceImage image, ManifestRow row) {
    if (box.isEmpty()) {
      return image;
    }
    List<String> sides = box.stream().map(column -> row.fields().get(column).strip()).toList();
    if (sides.stream().allMatch(side -> side.isEmpty() || side.equalsIgnoreCase("nan"))) {
      return image;
    }
    Box parsed;
    try {
      parsed = new Box(pixel(sides, 0), pixel(sides, 1), pixel(sides, 2), pixel(sides, 3));
    } catch (NumberFormatException | ArithmeticException failure) {
      return image.withProblem(
          RejectReason.BAD_BOX,
          "the box of " + at(row) + " is no four whole numbers: " + String.join(", ", sides));
    }
    String problem = parsed.problem();
    return problem == null
        ? image.withBox(parsed)
        : image.withProblem(RejectReason.BAD_BOX, problem);
  }

  /** Tables with gaps write whole numbers as 2.0. */
  private static int pixel(List<String> sides, int side) {
    return new BigDecimal(sides.get(side)).intValueExact();
  }

  private @Nullable Split split(ManifestRow row) {
    Split named = split == ABSENT ? null : named(row);
    if (named == Split.TRAIN) {
      return named;
    }
    boolean isQuery = says(row, query, "is_query");
    boolean isGallery = says(row, gallery, "is_gallery");
    if (isQuery && isGallery) {
      return Split.TEST;
    }
    return isQuery ? Split.QUERY : isGallery ? Split.GALLERY : named;
  }

  private @Nullable Split named(ManifestRow row) {
    String name = row.fields().get(split).strip();
    Split known = SplitNames.find(name);
    if (known == null && !name.isEmpty() && !name.equalsIgnoreCase("nan")) {
      throw SemblanceException.data(
          String.format("%s has the split '%s'; known are %s", at(row), name, SplitNames.KNOWN));
    }
    return known;
  }

  private boolean says(ManifestRow row, int column, String name) {
    String value =
        column == ABSENT ? "" : row.fields().get(column).strip().toLowerCase(Locale.ROOT);
    if (!YES.contains(value) && !NO.contains(value)) {
      throw SemblanceException.data(
          String.format("%s has '%s' in %s; expected true or false", at(row), value, name));
    }
    return YES.contains(value);
  }
}
