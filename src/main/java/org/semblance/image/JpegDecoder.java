package org.semblance.image;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadWarningListener;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.jspecify.annotations.Nullable;
import org.semblance.image.UndecodableImageException.Reason;

/**
 * JPEG by the JDK's own reader (libjpeg), fed with the {@linkplain JpegStructure#essence essence}
 * of the file, so that odd metadata cannot change or refuse its pixels.
 */
final class JpegDecoder {

  private static final int PROGRESSIVE = 0xC2;

  private JpegDecoder() {}

  static DecodedImage decode(byte[] file) {
    JpegStructure structure = JpegStructure.of(file);
    requireSupported(structure);
    RgbImage stored = pixels(structure);
    boolean plain = structure.components() == 3 && structure.orientation() == Orientation.UPRIGHT;
    return new DecodedImage(structure.orientation().apply(stored), ImageFormat.JPEG, plain);
  }

  private static void requireSupported(JpegStructure jpeg) {
    boolean components = jpeg.components() == 1 || jpeg.components() == 3 || jpeg.components() == 4;
    if (jpeg.frame() > PROGRESSIVE || jpeg.precision() != 8 || !components) {
      throw new UndecodableImageException(
          Reason.UNSUPPORTED,
          String.format(
              "JPEG process 0x%02X with %d components of %d bits is not supported",
              jpeg.frame(), jpeg.components(), jpeg.precision()));
    }
    ImageDecoder.requireDecodableSize(jpeg.width(), jpeg.height());
  }

  private static RgbImage pixels(JpegStructure jpeg) {
    Damage damage = new Damage();
    ImageReader reader = JdkReader.openJpeg();
    try {
      reader.addIIOReadWarningListener(damage);
      reader.setInput(
          new MemoryCacheImageInputStream(new ByteArrayInputStream(jpeg.essence())), true, true);
      RgbImage image =
          switch (jpeg.components()) {
            case 1 -> JpegColor.fromGray(samples(reader.readRaster(0, null)), jpeg);
            case 3 -> JpegColor.fromBgr(bgr(reader.read(0)), jpeg);
            default -> JpegColor.fromCmyk(samples(reader.readRaster(0, null)), jpeg);
          };
      damage.raise();
      return image;
    } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException failure) {
      throw new UndecodableImageException(
          Reason.CORRUPT, "the JPEG data is damaged: " + failure.getMessage(), failure);
    } finally {
      reader.dispose();
    }
  }

  private static byte[] samples(Raster raster) {
    return ((DataBufferByte) raster.getDataBuffer()).getData();
  }

  private static byte[] bgr(BufferedImage image) throws IOException {
    if (image.getType() != BufferedImage.TYPE_3BYTE_BGR) {
      throw new IOException("unexpected pixel layout " + image.getType());
    }
    return samples(image.getRaster());
  }

  /** Remembers that libjpeg met data it could only guess at. */
  private static final class Damage implements IIOReadWarningListener {

    private @Nullable String message;

    /** Bytes between segments harm no pixel; anything else that is "corrupt" does. */
    @Override
    public void warningOccurred(ImageReader source, String warning) {
      if (warning.startsWith("Corrupt JPEG data") && !warning.contains("extraneous bytes")) {
        message = warning;
      }
    }

    void raise() {
      if (message != null) {
        throw new UndecodableImageException(Reason.CORRUPT, message);
      }
    }
  }
}
