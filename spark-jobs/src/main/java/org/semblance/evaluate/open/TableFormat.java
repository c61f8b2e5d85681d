package org.semblance.evaluate.open;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.semblance.evaluate.input.LocalNames;
import org.semblance.evaluate.input.TableFile;
import org.semblance.evaluate.input.TableFiles;
import org.semblance.fault.RootCause;
import org.semblance.fault.SemblanceException;

/** What a table is stored as. */
enum TableFormat {
  PARQUET("Parquet", "PAR"),
  ORC("ORC", "ORC"),
  AVRO("Avro", "Obj\u0001"),
  NUMPY("a NumPy array", "\u0093NUMPY"),
  DELTA("Delta", ""),
  ICEBERG("Iceberg", ""),
  HUDI("Hudi", ""),
  CSV("CSV", ""),
  JSON("JSON lines", ""),
  /** A table of a catalog, by its name. */
  TABLE("a table of a catalog", "");

  private static final int HEAD_BYTES = 512;

  /** Files that are something else, by their first bytes, and what to do. */
  private static final List<Stranger> STRANGERS =
      List.of(
          new Stranger("ARROW1", "an Arrow file", "write it as Parquet"),
          new Stranger("FEA1", "a Feather file", "write it as Parquet"),
          new Stranger("\u0089HDF", "HDF5", "write it as Parquet, or its vectors with numpy.save"),
          new Stranger(
              "PK\u0003\u0004",
              "a zip, as numpy.savez, torch.save and Excel write",
              "save the vectors with numpy.save"),
          new Stranger("\u0080\u0002", "a pickle", "save the vectors with numpy.save"),
          new Stranger("\u0080\u0003", "a pickle", "save the vectors with numpy.save"),
          new Stranger("\u0080\u0004", "a pickle", "save the vectors with numpy.save"),
          new Stranger("\u0080\u0005", "a pickle", "save the vectors with numpy.save"),
          new Stranger("SQLite format 3", "an SQLite database", "write the table as Parquet"),
          new Stranger(
              "version https://git-lfs",
              "a pointer of Git LFS, not the file",
              "fetch it with git lfs pull"));

  /** What is no table of ours. */
  private record Stranger(String magic, String name, String remedy) {}

  private final String spoken;
  private final String magic;

  TableFormat(String spoken, String magic) {
    this.spoken = spoken;
    this.magic = magic;
  }

  /** As a word for it stands before a colon, {@code delta:s3a://…}. */
  static Optional<TableFormat> named(String word) {
    return Stream.of(values()).filter(format -> format.word().equals(word)).findFirst();
  }

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  String spoken() {
    return spoken;
  }

  /**
   * By what is at {@code path}: the metadata of a table format, or the first bytes or the name of
   * the first file.
   *
   * @throws SemblanceException data, naming what is there, if it is none of these
   */
  static TableFormat at(Path path, Configuration hadoop) {
    List<TableFile> files = TableFiles.below(path, hadoop);
    try {
      Optional<TableFormat> ofFolder = ofFolder(path, hadoop);
      if (ofFolder.isPresent()) {
        return ofFolder.get();
      }
      if (files.isEmpty()) {
        throw SemblanceException.data(path + " has no files: name another table of embeddings");
      }
      String first = files.get(0).path();
      return ofFile(new Path(first), hadoop);
    } catch (IOException failure) {
      throw SemblanceException.data(
          "%s cannot be read (%s): check the path and its permissions"
              .formatted(path, RootCause.text(failure)));
    }
  }

  private static Optional<TableFormat> ofFolder(Path path, Configuration hadoop)
      throws IOException {
    FileSystem files = path.getFileSystem(hadoop);
    if (files.getFileStatus(path).isFile()) {
      return Optional.empty();
    }
    List<String> names =
        Arrays.stream(files.listStatus(path)).map(FileStatus::getPath).map(Path::getName).toList();
    if (names.contains("_delta_log")) {
      return Optional.of(DELTA);
    }
    if (names.contains(".hoodie")) {
      return Optional.of(HUDI);
    }
    return names.contains("metadata") && names.contains("data")
        ? Optional.of(ICEBERG)
        : Optional.empty();
  }

  private static TableFormat ofFile(Path file, Configuration hadoop) throws IOException {
    String head = head(file, hadoop);
    for (TableFormat format : values()) {
      if (!format.magic.isEmpty() && head.startsWith(format.magic)) {
        return format;
      }
    }
    for (Stranger stranger : STRANGERS) {
      if (head.startsWith(stranger.magic())) {
        throw SemblanceException.data(
            "%s is %s, which is not read: %s".formatted(file, stranger.name(), stranger.remedy()));
      }
    }
    String name = file.getName().toLowerCase(Locale.ROOT).replaceFirst("\\.(gz|bz2|zst)$", "");
    if (name.endsWith(".parquet")) {
      return PARQUET;
    }
    if (name.endsWith(".csv") || name.endsWith(".tsv")) {
      return CSV;
    }
    if (name.endsWith(".json") || name.endsWith(".jsonl") || name.endsWith(".ndjson")) {
      return JSON;
    }
    throw SemblanceException.data(
        "%s is neither Parquet nor ORC, Avro, CSV, JSON lines or a NumPy array: write the table as Parquet"
            .formatted(file));
  }

  private static String head(Path file, Configuration hadoop) throws IOException {
    byte[] head = new byte[HEAD_BYTES];
    try (FSDataInputStream input =
        file.getFileSystem(LocalNames.readable(file, hadoop)).open(file)) {
      int read = Math.max(0, input.readNBytes(head, 0, head.length));
      return new String(head, 0, read, StandardCharsets.ISO_8859_1);
    }
  }
}
