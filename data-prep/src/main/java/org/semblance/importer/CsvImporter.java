package org.semblance.importer;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.broadcast.Broadcast;
import org.jspecify.annotations.Nullable;
import org.semblance.config.Setting;
import org.semblance.config.Summary;
import org.semblance.fault.SemblanceException;
import org.semblance.source.ImageContent;
import org.semblance.source.LeftOut;
import org.semblance.source.SourceImage;
import org.semblance.source.files.FileEntry;
import org.semblance.source.files.FileTree;
import org.semblance.source.files.FileTrees;
import org.semblance.source.manifest.CsvDialect;
import org.semblance.source.manifest.CsvManifest;
import org.semblance.source.manifest.ManifestColumns;
import org.semblance.source.manifest.ParquetManifest;
import org.semblance.table.RejectReason;

/**
 * A list with one row an image, CSV or Parquet, with the columns of {@link ManifestColumns}. Paths
 * are relative to the list; the images lie in folders beside it or, where none of the first rows'
 * images is there, in an archive beside it. Absolute paths and URIs are taken as they are.
 *
 * @param encoding of the text; empty for UTF-8 or what the file's byte order mark says
 * @param separator of the fields, one character; empty for the one of comma, semicolon, tab and bar
 *     with which the header names a path and a class
 * @param pathColumn empty for {@code path}
 * @param labelColumn empty for {@code class}, else {@code label}
 * @param splitColumn empty for {@code split}, where there is one
 */
@Summary(
    "A CSV or Parquet list with one row an image; the images in folders or an archive beside it.")
public record CsvImporter(
    @Setting(
            value = "Character set of the text; empty for UTF-8 or the byte order mark's.",
            byDefault = "\"\"")
        String encoding,
    @Setting(
            value =
                "What stands between fields; empty for that of comma, semicolon, tab and bar "
                    + "with which the header names a path and a class.",
            byDefault = "\"\"")
        String separator,
    @Setting(value = "Column of the paths; empty for path.", byDefault = "\"\"") String pathColumn,
    @Setting(value = "Column of the classes; empty for class, else label.", byDefault = "\"\"")
        String labelColumn,
    @Setting(
            value = "Column of the splits; empty for split, where there is one.",
            byDefault = "\"\"")
        String splitColumn)
    implements Importer {

  /** Names of a list in a folder that is named as the data set. */
  private static final List<String> FILE_NAMES =
      List.of("labels.csv", "labels.csv.gz", "labels.parquet");

  /** Rows that show where the images are. */
  private static final int PROBES = 64;

  public CsvImporter {
    String problem = CsvDialect.encodingProblem(encoding);
    if (problem != null) {
      throw new IllegalArgumentException("encoding " + problem);
    }
    if (separator.length() > 1) {
      throw new IllegalArgumentException("separator must be one character, got " + separator);
    }
  }

  /** A list as it is usually written. */
  public static CsvImporter usual() {
    return new CsvImporter("", "", "", "", "");
  }

  /** Reads the rows where there is a core to do it. */
  private record ReadRows() implements FlatMapFunction<CsvManifest, SourceImage> {

    @Override
    public Iterator<SourceImage> call(CsvManifest manifest) {
      return manifest.images();
    }
  }

  /** Finds the images in an archive. */
  private record FindPacked(Broadcast<FileTree> archive)
      implements Function<SourceImage, SourceImage> {

    @Override
    public SourceImage call(SourceImage image) {
      return packed(archive.value(), image);
    }
  }

  /** Where the list is and what is beside it. */
  private record Found(FileTree tree, FileEntry list) {}

  @Override
  public Listing list(ImportContext context) {
    Found found = find(context);
    List<String> notes = new ArrayList<>();
    JavaRDD<SourceImage> rows;
    ManifestColumns columns;
    if (ParquetManifest.is(found.tree(), found.list())) {
      ParquetManifest manifest =
          ParquetManifest.open(context.spark(), pathOf(context, found.list()), columns());
      columns = manifest.columns();
      rows = manifest.images();
    } else {
      CsvManifest manifest =
          CsvManifest.open(found.tree(), found.list(), encoding, separator, columns());
      columns = manifest.columns();
      if (manifest.dialect().separator() != ',') {
        notes.add(
            found.list().name() + " is separated by '" + manifest.dialect().separator() + "'");
      }
      rows = context.cluster().parallelize(List.of(manifest), 1).flatMap(new ReadRows());
    }
    if (!columns.unused().isEmpty()) {
      notes.add("not used of " + columns.file() + ": " + String.join(", ", columns.unused()));
    }
    return where(context, found, rows).noting(notes);
  }

  private ManifestColumns.Chosen columns() {
    return new ManifestColumns.Chosen(pathColumn, labelColumn, splitColumn);
  }

  private static Found find(ImportContext context) {
    Path given = context.path();
    boolean folder = FileTrees.status(given, context.hadoop()).isDirectory();
    if (!folder && !FileTrees.isArchive(given.getName())) {
      FileTree beside = FileTrees.folder(parent(given), context.hadoop());
      FileEntry list = beside.find(given.getName());
      return new Found(beside, list == null ? missing(context) : list);
    }
    FileTree tree = context.tree();
    for (String name : FILE_NAMES) {
      FileEntry list = tree.find(name);
      if (list != null) {
        return new Found(tree, list);
      }
    }
    throw SemblanceException.data(
        "ingest.path "
            + context.given()
            + " holds no "
            + FILE_NAMES.get(0)
            + "; name the CSV file itself, or use source folder");
  }

  private static FileEntry missing(ImportContext context) {
    throw SemblanceException.data("ingest.path " + context.given() + " does not exist");
  }

  private static Path parent(Path file) {
    Path parent = file.getParent();
    return parent == null || parent.toString().isEmpty() ? new Path(".") : parent;
  }

  private static Path pathOf(ImportContext context, FileEntry list) {
    Path given = context.path();
    return FileTrees.status(given, context.hadoop()).isDirectory()
        ? new Path(given, list.path())
        : given;
  }

  /** In the folder of the list, or in the archive beside it. */
  private static Listing where(ImportContext context, Found found, JavaRDD<SourceImage> rows) {
    if (found.tree().isIndexed()) {
      return packed(context, found.tree(), rows);
    }
    List<SourceImage> first = rows.take(PROBES);
    boolean anyThere =
        first.stream()
            .filter(image -> image.problem() == null && !image.location().isEmpty())
            .anyMatch(
                image ->
                    image.location().startsWith("/")
                        || image.location().contains(":/")
                        || found.tree().find(image.location()) != null);
    if (anyThere) {
      return Listing.of(rows, found.tree().content());
    }
    List<FileEntry> archives =
        found.tree().children("").stream()
            .filter(
                entry ->
                    !entry.isFolder()
                        && FileTrees.isArchive(entry.name())
                        && LeftOut.hidden(entry.name()) == null)
            .toList();
    if (archives.size() == 1) {
      Path archive = new Path(folder(context), archives.get(0).path());
      return packed(context, FileTrees.open(archive, context.hadoop()), rows)
          .noting(List.of("the images are read from " + archives.get(0).name()));
    }
    Set<String> tops = topFolders(first);
    if (archives.isEmpty() && (tops.isEmpty() || anyFolder(found.tree(), tops))) {
      return Listing.of(rows, found.tree().content());
    }
    throw SemblanceException.data(
        found.tree().name()
            + "/"
            + found.list().name()
            + " names images"
            + (tops.isEmpty() ? "" : " in " + String.join(", ", tops))
            + ", but beside it there is no such "
            + (tops.isEmpty() ? "file" : "folder")
            + " and "
            + (archives.isEmpty()
                ? "no archive (zip, tar, tar.gz, tgz)"
                : archives.size() + " archives, one expected"));
  }

  private static boolean anyFolder(FileTree tree, Set<String> tops) {
    return tops.stream().anyMatch(top -> tree.find(top) != null);
  }

  private static Path folder(ImportContext context) {
    Path given = context.path();
    Configuration hadoop = context.hadoop();
    return FileTrees.status(given, hadoop).isDirectory() ? given : parent(given);
  }

  private static Set<String> topFolders(List<SourceImage> images) {
    Set<String> tops = new TreeSet<>();
    for (SourceImage image : images) {
      int slash = image.location().indexOf('/');
      if (slash > 0) {
        tops.add(image.location().substring(0, slash));
      }
    }
    return tops;
  }

  private static Listing packed(
      ImportContext context, FileTree archive, JavaRDD<SourceImage> rows) {
    ImageContent content = archive.content();
    return Listing.of(rows.map(new FindPacked(context.cluster().broadcast(archive))), content);
  }

  private static SourceImage packed(FileTree archive, SourceImage image) {
    if (image.problem() != null || image.location().isEmpty() || image.label().isEmpty()) {
      return image;
    }
    @Nullable FileEntry member = archive.find(image.location());
    if (member == null || member.isFolder()) {
      return image.withProblem(
          RejectReason.MISSING, "the archive has no entry " + image.location());
    }
    SourceImage found = image.withPlace(member.place());
    return member.problem() == null
        ? found
        : found.withProblem(member.problem().reason(), member.problem().detail());
  }
}
