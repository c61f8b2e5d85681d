package org.semblance.run;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.jspecify.annotations.Nullable;
import org.semblance.fault.SemblanceException;

/**
 * How much a stage wrote to one of its outputs.
 *
 * @param rows of all its Parquet files; null where there are none
 * @param files without those whose name begins with _ or .
 * @param bytes of these files
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record OutputCounts(@Nullable Long rows, long files, long bytes) {

  private static final String PARQUET = ".parquet";

  /** What is at {@code output} now; nothing where it is missing. */
  public static OutputCounts of(RunDirectory run, Path output) {
    List<FileStatus> files = run.files().list(output);
    List<Path> tables =
        files.stream()
            .map(FileStatus::getPath)
            .filter(path -> path.getName().endsWith(PARQUET))
            .toList();
    Configuration hadoop = run.files().configuration();
    return new OutputCounts(
        tables.isEmpty()
            ? null
            : tables.parallelStream().mapToLong(path -> rows(path, hadoop)).sum(),
        files.size(),
        files.stream().mapToLong(FileStatus::getLen).sum());
  }

  /**
   * How {@code output} differs from these counts, as the end of a sentence that begins with its
   * name; empty where it does not. Looks into files only if their number or size differs.
   */
  public Optional<String> difference(RunDirectory run, Path output) {
    List<FileStatus> found = run.files().list(output);
    long foundBytes = found.stream().mapToLong(FileStatus::getLen).sum();
    if (found.size() == files && foundBytes == bytes) {
      return Optional.empty();
    }
    if (found.isEmpty()) {
      return Optional.of(
          "is gone: " + (rows == null ? files + " files" : rows + " rows") + " were recorded");
    }
    if (rows != null) {
      OutputCounts now = of(run, output);
      long there = now.rows() == null ? 0 : now.rows();
      if (there != rows) {
        return Optional.of(
            String.format(Locale.ROOT, "has %d rows, %d were recorded", there, rows));
      }
    }
    return Optional.of(
        String.format(
            Locale.ROOT,
            "was changed: it has %d files of %d bytes, %d of %d were recorded",
            found.size(),
            foundBytes,
            files,
            bytes));
  }

  private static long rows(Path file, Configuration hadoop) {
    try (ParquetFileReader reader =
        ParquetFileReader.open(HadoopInputFile.fromPath(file, hadoop))) {
      return reader.getRecordCount();
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot read " + file, failure);
    } catch (RuntimeException damaged) {
      throw SemblanceException.data(
          file + " cannot be read as Parquet: write the table again, or take the file out of it");
    }
  }
}
