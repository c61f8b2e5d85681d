package org.semblance.image.codec;

import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.semblance.image.RgbImage;

/**
 * Inflates scanlines and turns each into pixels once it is whole: a few lines are held, not the
 * inflated image.
 */
final class PngScanlines {

  /** Small images are inflated at once. */
  private static final int BUFFER_BYTES = 1 << 16;

  private final PngHeader header;
  private final PngPixels pixels;
  private final DecodeBudget budget;
  private final byte[] buffer;
  private int start;
  private int filled;
  private int pass;
  private int row;

  PngScanlines(PngHeader header, Palette palette, byte[] transparency, DecodeBudget budget) {
    this.header = header;
    this.budget = budget;
    this.pixels = new PngPixels(header, palette, transparency);
    long twoLines = 2L * (1 + header.rowBytes(header.width()));
    buffer =
        new byte
            [Math.toIntExact(Math.max(twoLines, Math.min(BUFFER_BYTES, header.scanlineBytes())))];
    skipEmptyPasses();
  }

  /** Takes what the inflater's input yields. */
  void inflate(Inflater inflater) throws DataFormatException {
    while (!areComplete()) {
      int got = inflater.inflate(buffer, filled, buffer.length - filled);
      if (got == 0) {
        return;
      }
      filled += got;
      takeLines();
      budget.requireTime();
    }
  }

  private void takeLines() {
    int line = lineBytes();
    while (!areComplete() && filled - start >= line) {
      PngFilter.undo(buffer, start, line - 1, header.pixelBytes(), row > 0);
      pixels.unpackRow(buffer, start + 1, header.passes()[pass], row);
      start += line;
      row++;
      if (row == header.passes()[pass].rows(header.height())) {
        row = 0;
        pass++;
        skipEmptyPasses();
        line = lineBytes();
      }
    }
    // The next line is filtered against the one above it.
    int kept = row > 0 ? start - line : start;
    System.arraycopy(buffer, kept, buffer, 0, filled - kept);
    start -= kept;
    filled -= kept;
  }

  private void skipEmptyPasses() {
    while (!areComplete() && header.isEmpty(header.passes()[pass])) {
      pass++;
    }
  }

  private int lineBytes() {
    return areComplete() ? 0 : 1 + header.rowBytes(header.passes()[pass].columns(header.width()));
  }

  boolean areComplete() {
    return pass == header.passes().length;
  }

  /** The line that is not whole yet, of its pass. */
  int row() {
    return row;
  }

  RgbImage image() {
    return pixels.image();
  }
}
