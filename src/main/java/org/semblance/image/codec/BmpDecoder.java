package org.semblance.image.codec;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.io.IOException;
import javax.imageio.ImageReader;
import org.semblance.image.DecodedImage;
import org.semblance.image.ImageFormat;
import org.semblance.image.UndecodableImageException;
import org.semblance.image.UndecodableImageException.Reason;

/** BMP by the JDK's reader. */
final class BmpDecoder {

  /** Pixels that a byte stands for at most: 255 for a run of two. */
  private static final int MOST_EXPANDED = 128;

  private BmpDecoder() {}

  static DecodedImage decode(byte[] file, DecodeBudget budget) {
    BufferedImage image =
        JdkReader.read(
            ImageFormat.BMP, file, budget, reader -> stored(reader, file.length, budget));
    Canvas canvas = Canvas.white(image.getWidth(), image.getHeight());
    boolean gray = image.getColorModel().getColorSpace().getType() == ColorSpace.TYPE_GRAY;
    int[] row = new int[canvas.width()];
    for (int y = 0; y < canvas.height(); y++) {
      if (gray) {
        readGray(image, y, row);
      } else {
        image.getRGB(0, y, row.length, 1, row, 0, row.length);
      }
      canvas.layRow(0, y, row, 0, row.length);
    }
    return DecodedImage.whole(canvas.image(), ImageFormat.BMP, false);
  }

  /** The samples as they are; getRGB would take gray for linear light. */
  private static void readGray(BufferedImage image, int y, int[] row) {
    image.getRaster().getSamples(0, y, row.length, 1, 0, row);
    for (int x = 0; x < row.length; x++) {
      row[x] = 0xFF000000 | row[x] * 0x010101;
    }
  }

  private static BufferedImage stored(ImageReader reader, int fileBytes, DecodeBudget budget)
      throws IOException {
    int width = reader.getWidth(0);
    int height = reader.getHeight(0);
    budget.limits().requireSize(width, height);
    if ((long) width * height / MOST_EXPANDED > fileBytes) {
      throw new UndecodableImageException(
          Reason.CORRUPT,
          String.format(
              "%d bytes cannot hold the %d x %d pixels that the BMP header says",
              fileBytes, width, height));
    }
    return reader.read(0);
  }
}
