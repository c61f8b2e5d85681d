package org.semblance.importer;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.semblance.fault.ExitCode;
import org.semblance.fault.SemblanceException;
import org.semblance.source.SourceImage;
import org.semblance.source.files.FileEntry;
import org.semblance.source.files.FileTree;
import org.semblance.table.RejectReason;
import org.semblance.table.Split;

/**
 * The files with which a published data set comes, and the images that they name.
 *
 * @param dataset its name, for messages
 * @param folder that its archive unpacks to; it may be named, or what is around it
 */
record OfficialLists(FileTree tree, String dataset, String folder) {

  private static final Pattern BLANKS = Pattern.compile("\\s+");

  /** Opens what a user names. */
  static OfficialLists of(ImportContext context, String dataset, String folder) {
    return new OfficialLists(context.tree(), dataset, folder);
  }

  /** The first of these files or folders that is there, or null. */
  @Nullable FileEntry find(String... names) {
    for (String name : names) {
      for (String at : List.of(name, folder + "/" + name)) {
        FileEntry entry = tree.find(at);
        if (entry != null) {
          return entry;
        }
      }
    }
    return null;
  }

  /**
   * The first of these files or folders that is there.
   *
   * @throws SemblanceException data, if none is
   */
  FileEntry require(String... names) {
    FileEntry entry = find(names);
    if (entry == null) {
      throw SemblanceException.data(
          String.format(
              "%s is not laid out as %s: there is no %s; name the folder %s or its archive",
              tree.name(), dataset, String.join(" or ", names), folder));
    }
    return entry;
  }

  /** The path of a file or folder that lies beside {@code entry}. */
  static String beside(FileEntry entry, String name) {
    int slash = entry.path().lastIndexOf('/');
    return slash < 0 ? name : entry.path().substring(0, slash + 1) + name;
  }

  /** Lines that hold something. */
  List<String> lines(FileEntry list) {
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(tree.open(list), StandardCharsets.UTF_8))) {
      return reader.lines().filter(line -> !line.isBlank()).toList();
    } catch (IOException failure) {
      throw unreadable(list, failure);
    }
  }

  byte[] bytes(FileEntry file) {
    try (InputStream stream = tree.open(file)) {
      return stream.readAllBytes();
    } catch (IOException failure) {
      throw unreadable(file, failure);
    }
  }

  SemblanceException unreadable(FileEntry file, Exception failure) {
    return new SemblanceException(
        ExitCode.DATA,
        "cannot read " + tree.name() + "/" + file.path() + ": " + failure.getMessage(),
        failure);
  }

  /**
   * Lines of fields with blanks between them.
   *
   * @param fields of each; the last takes the rest of its line
   */
  List<String[]> rows(FileEntry list, int fields) {
    List<String[]> rows = new ArrayList<>();
    for (String line : lines(list)) {
      String[] row = BLANKS.split(line.strip(), fields);
      if (row.length != fields) {
        throw malformed(list, line, fields + " fields");
      }
      rows.add(row);
    }
    return rows;
  }

  /** Lines "number value" as a map. */
  Map<Integer, String> numbered(FileEntry list) {
    Map<Integer, String> values = new TreeMap<>();
    for (String[] row : rows(list, 2)) {
      values.put(number(list, row[0]), row[1]);
    }
    return values;
  }

  int number(FileEntry list, String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException failure) {
      throw malformed(list, text, "a whole number");
    }
  }

  private SemblanceException malformed(FileEntry list, String found, String wanted) {
    return SemblanceException.data(
        String.format(
            "%s/%s holds '%s' where %s has %s: fetch it again",
            tree.name(), list.path(), found, dataset, wanted));
  }

  /** An image that a list names; where an archive lacks it, with that problem. */
  SourceImage image(String path, String label, Split split) {
    SourceImage image = SourceImage.at(path, label, split);
    if (!tree.isIndexed()) {
      return image;
    }
    FileEntry member = tree.find(path);
    if (member == null || member.isFolder()) {
      return image.withProblem(RejectReason.MISSING, "the archive has no entry " + path);
    }
    return member.problem() == null
        ? image.withPlace(member.place())
        : image.withProblem(member.problem().reason(), member.problem().detail());
  }

  /**
   * The listing, with a note on each split whose count differs from the published one.
   *
   * @param published images by split, in the class-disjoint split
   */
  Listing listing(
      ImportContext context,
      List<SourceImage> images,
      boolean closedSet,
      Map<Split, Integer> published) {
    List<String> notes = new ArrayList<>();
    published.forEach(
        (split, count) -> {
          long found = images.stream().filter(image -> image.split() == split).count();
          if (found != count) {
            notes.add(
                String.format(
                    Locale.ROOT,
                    "%s has %,d %s images here, %,d are published",
                    dataset,
                    found,
                    split.columnValue(),
                    count));
          }
        });
    return Listing.of(context.images(images), tree.content()).closedSet(closedSet).noting(notes);
  }
}
