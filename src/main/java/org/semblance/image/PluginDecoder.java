package org.semblance.image;

import com.twelvemonkeys.imageio.plugins.webp.WebPImageReaderSpi;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.semblance.image.UndecodableImageException.Reason;

/** The rarer formats by ImageIO: GIF and BMP of the JDK, WebP of TwelveMonkeys. */
final class PluginDecoder {

  private PluginDecoder() {}

  static DecodedImage decode(byte[] file, ImageFormat format) {
    try {
      return new DecodedImage(onWhite(read(file, format)), format, false);
    } catch (EOFException failure) {
      throw new UndecodableImageException(
          Reason.TRUNCATED, "the " + format + " file ends within its image", failure);
    } catch (IOException | RuntimeException failure) {
      if (failure instanceof UndecodableImageException known) {
        throw known;
      }
      throw new UndecodableImageException(
          Reason.CORRUPT, "the " + format + " data is damaged: " + failure.getMessage(), failure);
    }
  }

  private static BufferedImage read(byte[] file, ImageFormat format) throws IOException {
    ImageReader reader = reader(format);
    try {
      reader.setInput(new MemoryCacheImageInputStream(new ByteArrayInputStream(file)), true, true);
      ImageDecoder.requireDecodableSize(reader.getWidth(0), reader.getHeight(0));
      return reader.read(0);
    } finally {
      reader.dispose();
    }
  }

  /** Named directly: service files do not survive every way of packing a job's classes. */
  private static ImageReader reader(ImageFormat format) throws IOException {
    return switch (format) {
      case GIF -> JdkReader.openGif();
      case BMP -> JdkReader.openBmp();
      case WEBP -> new WebPImageReaderSpi().createReaderInstance(null);
      case JPEG, PNG -> throw new IllegalArgumentException(format + " has a decoder of its own");
    };
  }

  private static RgbImage onWhite(BufferedImage image) {
    int width = image.getWidth();
    int height = image.getHeight();
    if (image.getColorModel().getColorSpace().getType() == ColorSpace.TYPE_GRAY) {
      return new RgbImage(width, height, grayTriples(image));
    }
    int[] argb = image.getRGB(0, 0, width, height, null, 0, width);
    byte[] rgb = new byte[3 * argb.length];
    for (int i = 0; i < argb.length; i++) {
      int alpha = argb[i] >>> 24;
      for (int channel = 0; channel < 3; channel++) {
        int value = argb[i] >> (16 - 8 * channel) & 0xFF;
        rgb[3 * i + channel] = (byte) ((value * alpha + 255 * (255 - alpha) + 127) / 255);
      }
    }
    return new RgbImage(width, height, rgb);
  }

  /** The samples as they are; getRGB would take gray for linear light. */
  private static byte[] grayTriples(BufferedImage image) {
    int pixels = image.getWidth() * image.getHeight();
    int[] gray =
        image.getRaster().getSamples(0, 0, image.getWidth(), image.getHeight(), 0, (int[]) null);
    byte[] rgb = new byte[3 * pixels];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = (byte) gray[i / 3];
    }
    return rgb;
  }
}
