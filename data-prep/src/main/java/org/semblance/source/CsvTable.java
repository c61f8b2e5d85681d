package org.semblance.source;

import java.util.ArrayList;
import java.util.List;
import org.semblance.fault.SemblanceException;

/**
 * The rows of a CSV file (RFC 4180): comma-separated, fields with commas, quotes or line breaks in
 * double quotes, a quote in them doubled. Blank lines are skipped.
 *
 * @param columns names in the first row
 * @param rows as many fields each as there are columns
 */
record CsvTable(List<String> columns, List<Line> rows) {

  /**
   * The fields of one row.
   *
   * @param number line of the file where the row begins, from 1
   */
  record Line(int number, List<String> fields) {}

  /**
   * Parses a whole file.
   *
   * @param name of the file, for messages
   * @throws SemblanceException if it is empty, a quote is not closed or a row has other fields than
   *     the header
   */
  static CsvTable parse(String text, String name) {
    List<Line> lines = new Parser(text, name).lines();
    if (lines.isEmpty()) {
      throw SemblanceException.data(
          name + " is empty; expected a header line and one row an image");
    }
    List<String> columns = lines.get(0).fields().stream().map(String::strip).toList();
    List<Line> rows = lines.subList(1, lines.size());
    if (rows.isEmpty()) {
      throw SemblanceException.data(name + " has a header but no rows");
    }
    for (Line row : rows) {
      if (row.fields().size() != columns.size()) {
        throw SemblanceException.data(
            String.format(
                "line %d of %s has %d fields, the header has %d; quote fields that hold commas",
                row.number(), name, row.fields().size(), columns.size()));
      }
    }
    return new CsvTable(columns, rows);
  }

  private static final class Parser {

    private final String text;
    private final String name;
    private final List<Line> lines = new ArrayList<>();
    private List<String> fields = new ArrayList<>();
    private final StringBuilder field = new StringBuilder();
    private int at;
    private int line = 1;
    private int rowLine = 1;

    Parser(String text, String name) {
      this.text = text.startsWith("\uFEFF") ? text.substring(1) : text;
      this.name = name;
    }

    List<Line> lines() {
      while (at < text.length()) {
        char next = text.charAt(at++);
        switch (next) {
          case '"' -> quoted();
          case ',' -> endField();
          case '\n' -> endRow();
          case '\r' -> {}
          default -> field.append(next);
        }
      }
      endRow();
      return lines;
    }

    private void quoted() {
      int start = line;
      while (at < text.length()) {
        char next = text.charAt(at++);
        boolean quote = next == '"';
        if (quote && (at == text.length() || text.charAt(at) != '"')) {
          return;
        }
        at += quote ? 1 : 0;
        line += next == '\n' ? 1 : 0;
        field.append(next);
      }
      throw SemblanceException.data("a quote in line " + start + " of " + name + " is not closed");
    }

    private void endField() {
      fields.add(field.toString());
      field.setLength(0);
    }

    private void endRow() {
      endField();
      if (fields.size() > 1 || !fields.get(0).isBlank()) {
        lines.add(new Line(rowLine, fields));
      }
      fields = new ArrayList<>();
      line++;
      rowLine = line;
    }
  }
}
