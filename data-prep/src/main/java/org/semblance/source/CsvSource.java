package org.semblance.source;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.semblance.fault.ExitCode;
import org.semblance.fault.SemblanceException;

/**
 * A CSV file with one row an image, as {@link CsvColumns} reads it. Paths are relative to the file;
 * the images lie in folders beside it or, where the folder they name does not exist, in a zip
 * archive beside it whose entries have those paths.
 */
public final class CsvSource implements DatasetSource {

  /** The CSV file in a folder that is named as the data set. */
  public static final String FILE_NAME = "labels.csv";

  private static final String ARCHIVE_SUFFIX = ".zip";

  private final Path given;
  private final Configuration hadoop;
  private final SourceFiles files;

  /**
   * A data set on a file system.
   *
   * @param path the CSV file, or a folder that holds {@value #FILE_NAME}
   */
  public CsvSource(Path path, Configuration hadoop) {
    this.given = path;
    this.hadoop = hadoop;
    this.files = new SourceFiles(hadoop);
  }

  @Override
  public Listing list() {
    Path csv = csv();
    CsvTable table = CsvTable.parse(text(csv), csv.getName());
    CsvColumns columns = CsvColumns.of(table.columns(), csv.getName());
    List<SourceImage> images = new ArrayList<>(table.rows().size());
    for (CsvTable.Line line : table.rows()) {
      images.add(columns.image(images.size(), line));
    }
    return new Listing(images, content(csv, images));
  }

  private Path csv() {
    if (!files.status(given).isDirectory()) {
      return given;
    }
    Path csv = new Path(given, FILE_NAME);
    if (!files.exists(csv)) {
      throw SemblanceException.data(
          "ingest.path "
              + given
              + " holds no "
              + FILE_NAME
              + "; name the CSV file itself, or use source folder");
    }
    return csv;
  }

  private String text(Path csv) {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(files.bytes(csv)))
          .toString();
    } catch (CharacterCodingException failure) {
      throw new SemblanceException(
          ExitCode.DATA, csv + " is not UTF-8 text; save it as a UTF-8 CSV file", failure);
    }
  }

  private ImageContent content(Path csv, List<SourceImage> images) {
    Path folder = csv.getParent();
    Set<String> tops = topFolders(images);
    boolean anyExists = tops.isEmpty();
    for (String top : tops) {
      anyExists = anyExists || files.exists(FileContent.of(folder, hadoop).path(top));
    }
    return anyExists ? FileContent.of(folder, hadoop) : archive(csv, tops);
  }

  /** First folders of relative paths; a file beside the CSV or an absolute path counts as found. */
  private static Set<String> topFolders(List<SourceImage> images) {
    Set<String> tops = new TreeSet<>();
    for (SourceImage image : images) {
      int slash = image.location().indexOf('/');
      if (slash <= 0) {
        return Set.of();
      }
      tops.add(image.location().substring(0, slash));
    }
    return tops;
  }

  private ImageContent archive(Path csv, Set<String> tops) {
    List<Path> archives =
        files.children(csv.getParent()).stream()
            .filter(FileStatus::isFile)
            .map(FileStatus::getPath)
            .filter(path -> path.getName().endsWith(ARCHIVE_SUFFIX))
            .toList();
    if (archives.size() == 1) {
      return opened(archives.get(0));
    }
    String found =
        archives.isEmpty() ? "no zip archive" : archives.size() + " zip archives, one expected";
    throw SemblanceException.data(
        csv
            + " names images in "
            + String.join(", ", tops)
            + ", but beside it there is no such folder and "
            + found);
  }

  private ImageContent opened(Path archive) {
    ZipContent content = ZipContent.of(archive, hadoop);
    try {
      content.open().close();
      return content;
    } catch (IOException | RuntimeException failure) {
      throw new SemblanceException(
          ExitCode.DATA, archive + " is not a whole zip archive: " + failure.getMessage(), failure);
    }
  }
}
