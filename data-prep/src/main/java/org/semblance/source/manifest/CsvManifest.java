package org.semblance.source.manifest;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.semblance.fault.ExitCode;
import org.semblance.fault.SemblanceException;
import org.semblance.source.RelativePath;
import org.semblance.source.SourceImage;
import org.semblance.source.files.FileEntry;
import org.semblance.source.files.FileTree;

/**
 * A CSV file that lists images; its rows are read where they are wanted, never all at once.
 *
 * @param columns what its columns mean
 */
public record CsvManifest(
    FileTree tree, FileEntry file, CsvDialect dialect, ManifestColumns columns)
    implements Serializable {

  /**
   * Reads the header.
   *
   * @param encoding of the text; empty for UTF-8 or what the file's byte order mark says
   * @param separator of the fields; empty for the one with which the header names a path and a
   *     class
   * @throws SemblanceException data, if the header is missing or names no path or class
   */
  public static CsvManifest open(
      FileTree tree,
      FileEntry file,
      String encoding,
      String separator,
      ManifestColumns.Chosen chosen) {
    List<Character> separators =
        separator.isEmpty() ? CsvDialect.SEPARATORS : List.of(separator.charAt(0));
    for (char candidate : separators) {
      CsvDialect dialect = new CsvDialect(encoding, candidate);
      List<String> header = header(tree, file, dialect);
      if (ManifestColumns.isHeader(header, chosen)) {
        return new CsvManifest(
            tree, file, dialect, ManifestColumns.of(header, chosen, file.name()));
      }
    }
    CsvDialect usual = new CsvDialect(encoding, separators.get(0));
    return new CsvManifest(
        tree, file, usual, ManifestColumns.of(header(tree, file, usual), chosen, file.name()));
  }

  private static List<String> header(FileTree tree, FileEntry file, CsvDialect dialect) {
    try (CsvRows rows = CsvRows.open(tree.open(file), dialect, file.name())) {
      if (!rows.hasNext()) {
        throw SemblanceException.data(
            file.name() + " is empty; expected a header line and one row an image");
      }
      List<String> header = rows.next().fields();
      if (!rows.hasNext()) {
        throw SemblanceException.data(file.name() + " has a header but no rows");
      }
      return header;
    } catch (IOException failure) {
      throw unreadable(file, failure);
    }
  }

  private static SemblanceException unreadable(FileEntry file, IOException failure) {
    return new SemblanceException(
        ExitCode.DATA, "cannot read " + file.path() + ": " + failure.getMessage(), failure);
  }

  /** The images in the order of their rows; closed at its end. */
  public Iterator<SourceImage> images() {
    try {
      CsvRows rows = CsvRows.open(tree.open(file), dialect, RelativePath.name(file.path()));
      ManifestRow unusedHeader = rows.next();
      return new Images(rows, columns);
    } catch (IOException failure) {
      throw unreadable(file, failure);
    }
  }

  private record Images(CsvRows rows, ManifestColumns columns) implements Iterator<SourceImage> {

    @Override
    public boolean hasNext() {
      if (rows.hasNext()) {
        return true;
      }
      try {
        rows.close();
      } catch (IOException failure) {
        throw new UncheckedIOException("cannot close " + columns.file(), failure);
      }
      return false;
    }

    @Override
    public SourceImage next() {
      if (!rows.hasNext()) {
        throw new NoSuchElementException();
      }
      return columns.image(rows.next());
    }
  }
}
