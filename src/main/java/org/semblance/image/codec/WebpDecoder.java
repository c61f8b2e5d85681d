package org.semblance.image.codec;

import com.luciad.imageio.webp.WebPImageReaderSpi;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.semblance.image.DecodedImage;
import org.semblance.image.ImageFormat;
import org.semblance.image.UndecodableImageException;
import org.semblance.image.UndecodableImageException.Reason;

/**
 * WebP by libwebp, of an animation the first frame on its canvas. The sizes that libwebp would take
 * memory for are read and checked before it is called; its time is in proportion to them.
 */
final class WebpDecoder {

  private WebpDecoder() {}

  static DecodedImage decode(byte[] file, DecodeBudget budget) {
    WebpFile webp = WebpFile.of(file);
    budget.limits().requireSize(webp.width(), webp.height());
    int[] argb = pixels(webp.still(), webp.frameWidth(), webp.frameHeight());
    Canvas canvas = Canvas.white(webp.width(), webp.height());
    for (int y = 0; y < webp.frameHeight(); y++) {
      canvas.layRow(webp.left(), webp.top() + y, argb, y * webp.frameWidth(), webp.frameWidth());
    }
    return DecodedImage.whole(webp.orientation().apply(canvas.image()), ImageFormat.WEBP, false);
  }

  private static int[] pixels(byte[] still, int width, int height) {
    try {
      // Named directly: service files do not survive every way of packing a job's classes.
      ImageReader reader = new WebPImageReaderSpi().createReaderInstance(null);
      reader.setInput(new MemoryCacheImageInputStream(new ByteArrayInputStream(still)));
      BufferedImage image = reader.read(0);
      if (image.getWidth() != width || image.getHeight() != height) {
        throw new IOException("libwebp read " + image.getWidth() + " x " + image.getHeight());
      }
      return ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
    } catch (IOException failure) {
      throw new UndecodableImageException(
          Reason.CORRUPT, "the WEBP data is damaged: " + failure.getMessage(), failure);
    } catch (LinkageError failure) {
      throw new UndecodableImageException(
          Reason.UNSUPPORTED,
          "libwebp cannot be loaded on this machine ("
              + failure.getMessage()
              + "): java.io.tmpdir must allow to execute files",
          failure);
    }
  }
}
