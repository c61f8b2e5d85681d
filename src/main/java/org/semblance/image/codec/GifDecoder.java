package org.semblance.image.codec;

import org.semblance.image.DecodedImage;
import org.semblance.image.ImageFormat;
import org.semblance.image.UndecodableImageException;
import org.semblance.image.UndecodableImageException.Reason;

/**
 * GIF: the first frame, laid on the screen that the file states. Around the frame a screen is
 * transparent where the frame has a transparent index, else of the color of index 0, as in Pillow.
 * Written out because the JDK's reader fills in what is missing without a word, and knows nothing
 * of the screen.
 */
final class GifDecoder {

  private static final int[] PASS_START = {0, 4, 2, 1};
  private static final int[] PASS_STEP = {8, 8, 4, 2};

  /** Pixels that a byte of codes stands for at most: 4095 for 12 bits. */
  private static final int MOST_EXPANDED = 4095 * 8 / 12;

  private GifDecoder() {}

  static DecodedImage decode(byte[] file, DecodeBudget budget) {
    GifFrame frame = GifFrame.of(file);
    budget.limits().requireSize(frame.width(), frame.height());
    budget.limits().requireSize(frame.screenWidth(), frame.screenHeight());
    int pixels = frame.width() * frame.height();
    if (pixels / MOST_EXPANDED > file.length) {
      throw new UndecodableImageException(
          Reason.CORRUPT,
          String.format(
              "%d bytes cannot hold the %d x %d pixels that the GIF header says",
              file.length, frame.width(), frame.height()));
    }
    byte[] indices = GifCodes.expand(file, frame.dataAt(), pixels);
    budget.requireTime();
    Canvas canvas = Canvas.white(frame.screenWidth(), frame.screenHeight());
    lay(indices, frame, canvas);
    return DecodedImage.whole(canvas.image(), ImageFormat.GIF, false);
  }

  private static void lay(byte[] indices, GifFrame frame, Canvas canvas) {
    int[] colors = new int[256];
    for (int index = 0; index < colors.length; index++) {
      colors[index] = index == frame.transparent() ? 0 : frame.palette().color(index);
    }
    if (frame.transparent() < 0) {
      canvas.fill(colors[0]);
    }
    int[] row = new int[frame.width()];
    for (int stored = 0; stored < frame.height(); stored++) {
      for (int x = 0; x < row.length; x++) {
        row[x] = colors[indices[stored * row.length + x] & 0xFF];
      }
      int y = frame.interlaced() ? interlacedRow(stored, frame.height()) : stored;
      canvas.layRow(frame.left(), frame.top() + y, row, 0, row.length);
    }
  }

  /** The row of the frame that is stored as number {@code stored} (appendix E). */
  private static int interlacedRow(int stored, int height) {
    int before = 0;
    int pass = 0;
    int rows = rows(pass, height);
    while (stored >= before + rows) {
      before += rows;
      pass++;
      rows = rows(pass, height);
    }
    return PASS_START[pass] + (stored - before) * PASS_STEP[pass];
  }

  private static int rows(int pass, int height) {
    return Math.max(0, (height - PASS_START[pass] + PASS_STEP[pass] - 1) / PASS_STEP[pass]);
  }
}
