package org.semblance.source.manifest;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.Serializable;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;
import org.apache.commons.csv.CSVFormat;
import org.jspecify.annotations.Nullable;

/**
 * How a CSV file is written.
 *
 * @param encoding name of the character set; empty for what a byte order mark says, else UTF-8
 * @param separator between fields
 */
public record CsvDialect(String encoding, char separator) implements Serializable {

  /** What stands between fields where a user does not say. */
  static final List<Character> SEPARATORS = List.of(',', ';', '\t', '|');

  private static final int BUFFER = 1 << 16;
  private static final int MARK_BYTES = 3;

  /** Byte order marks. */
  private static final Map<Charset, byte[]> MARKS =
      Map.of(
          StandardCharsets.UTF_8, new byte[] {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF},
          StandardCharsets.UTF_16LE, new byte[] {(byte) 0xFF, (byte) 0xFE},
          StandardCharsets.UTF_16BE, new byte[] {(byte) 0xFE, (byte) 0xFF});

  /**
   * The text of a file: unpacked where it is gzip or zlib, without its byte order mark; malformed
   * bytes are an error, never another character.
   */
  Reader reader(InputStream file) throws IOException {
    InputStream bytes = new BufferedInputStream(file, BUFFER);
    if (startsWith(bytes, new byte[] {0x1F, (byte) 0x8B})) {
      bytes = new BufferedInputStream(new GZIPInputStream(bytes, BUFFER), BUFFER);
    }
    if (startsWith(bytes, new byte[] {'x', (byte) 0x9C})) {
      bytes = new BufferedInputStream(new InflaterInputStream(bytes), BUFFER);
    }
    return new BufferedReader(
        new InputStreamReader(
            bytes,
            charset(bytes)
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT)));
  }

  private Charset charset(InputStream bytes) throws IOException {
    for (Map.Entry<Charset, byte[]> mark : MARKS.entrySet()) {
      if (startsWith(bytes, mark.getValue())) {
        bytes.skipNBytes(mark.getValue().length);
        return mark.getKey();
      }
    }
    return encoding.isEmpty() ? StandardCharsets.UTF_8 : Charset.forName(encoding);
  }

  private static boolean startsWith(InputStream bytes, byte[] start) throws IOException {
    bytes.mark(MARK_BYTES);
    byte[] found = bytes.readNBytes(start.length);
    bytes.reset();
    return Arrays.equals(found, start);
  }

  /** What the text is written in, for messages. */
  String encodingName() {
    return encoding.isEmpty() ? StandardCharsets.UTF_8.name() : encoding;
  }

  /**
   * As Python's csv module reads: a quote counts where a field begins with it, doubled it stands
   * for itself, and what follows a closing quote belongs to the field.
   */
  CSVFormat format() {
    return CSVFormat.Builder.create()
        .setDelimiter(separator)
        .setQuote('"')
        .setTrailingData(true)
        .setIgnoreEmptyLines(true)
        .build();
  }

  /** The name of an encoding as a user wrote it, or what is wrong with it. */
  public static @Nullable String encodingProblem(String name) {
    try {
      return name.isEmpty() || Charset.isSupported(name)
          ? null
          : "must name a character set (utf-8, iso-8859-1, windows-1252, utf-16 ...), got " + name;
    } catch (IllegalArgumentException illegal) {
      return "must name a character set (utf-8, iso-8859-1, windows-1252, utf-16 ...), got " + name;
    }
  }
}
