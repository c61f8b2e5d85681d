package org.semblance.source.manifest;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;
import org.semblance.fault.ExitCode;
import org.semblance.fault.SemblanceException;

/** The rows of a CSV file, read one after the other; the first is the header. */
final class CsvRows implements Iterator<ManifestRow>, Closeable {

  private final String name;
  private final CsvDialect dialect;
  private final CSVParser parser;
  private final Iterator<CSVRecord> records;
  private @Nullable ManifestRow next;
  private long line = 1;

  private CsvRows(String name, CsvDialect dialect, CSVParser parser) {
    this.name = name;
    this.dialect = dialect;
    this.parser = parser;
    this.records = parser.iterator();
  }

  /**
   * Begins to read a file, which is closed with the rows.
   *
   * @param name of the file, for messages
   */
  static CsvRows open(InputStream file, CsvDialect dialect, String name) throws IOException {
    return new CsvRows(name, dialect, CSVParser.parse(dialect.reader(file), dialect.format()));
  }

  @Override
  public boolean hasNext() {
    while (next == null && advance()) {
      CSVRecord record = records.next();
      List<String> fields = new ArrayList<>(record.size());
      record.forEach(fields::add);
      ManifestRow row = new ManifestRow(line, fields);
      line = parser.getCurrentLineNumber() + 1;
      next = row.isBlank() ? null : row;
    }
    return next != null;
  }

  @Override
  public ManifestRow next() {
    ManifestRow row = hasNext() ? next : null;
    if (row == null) {
      throw new NoSuchElementException();
    }
    next = null;
    return row;
  }

  private boolean advance() {
    try {
      return records.hasNext();
    } catch (UncheckedIOException | IllegalStateException failure) {
      throw failure.getCause() instanceof IOException cause ? refused(cause) : failure;
    }
  }

  private SemblanceException refused(IOException failure) {
    if (failure instanceof CharacterCodingException) {
      return new SemblanceException(
          ExitCode.DATA,
          String.format(
              "%s is not %s text near line %d; save it as UTF-8, or name its encoding with "
                  + "ingest.source.encoding",
              name, dialect.encodingName(), line),
          failure);
    }
    String detail = String.valueOf(failure.getMessage());
    return new SemblanceException(
        ExitCode.DATA,
        detail.contains("EOF reached")
            ? "a quote in line " + line + " of " + name + " is not closed"
            : "cannot read line " + line + " of " + name + ": " + detail,
        failure);
  }

  @Override
  public void close() throws IOException {
    parser.close();
  }
}
