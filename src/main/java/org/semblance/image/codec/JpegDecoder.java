package org.semblance.image.codec;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.awt.image.Raster;
import java.io.IOException;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadWarningListener;
import org.jspecify.annotations.Nullable;
import org.semblance.image.DecodedImage;
import org.semblance.image.ImageFormat;
import org.semblance.image.RgbImage;
import org.semblance.image.UndecodableImageException;
import org.semblance.image.UndecodableImageException.Reason;
import org.semblance.image.jpeg.ScaledJpeg;

/**
 * JPEG by the JDK's own reader (libjpeg), fed with the {@linkplain JpegStructure#essence essence}
 * of the file, so that odd metadata cannot change or refuse its pixels.
 */
final class JpegDecoder {

  private static final int PROGRESSIVE = 0xC2;
  private static final int BLOCK_PIXELS = 64;

  /** Measured with 1,010 scans of 94,000 blocks, next to no data in them. */
  private static final double SECONDS_PER_BLOCK_AND_SCAN = 75e-9;

  private JpegDecoder() {}

  static DecodedImage decode(byte[] file, int shorterSide, DecodeBudget budget) {
    JpegStructure structure = JpegStructure.of(file);
    requireSupported(structure);
    budget.limits().requireSize(structure.width(), structure.height());
    requireTime(structure, budget);
    RgbImage reduced = reduced(structure, shorterSide);
    RgbImage stored = reduced == null ? whole(structure, budget) : reduced;
    Orientation turn = structure.orientation();
    boolean plain = structure.components() == 3 && turn == Orientation.UPRIGHT;
    return new DecodedImage(
        turn.apply(stored),
        turn.swapsAxes() ? structure.height() : structure.width(),
        turn.swapsAxes() ? structure.width() : structure.height(),
        ImageFormat.JPEG,
        plain);
  }

  /** The smallest size that has enough pixels, or null where it is the whole. */
  private static @Nullable RgbImage reduced(JpegStructure jpeg, int shorterSide) {
    boolean known = jpeg.components() == 1 || (jpeg.components() == 3 && jpeg.luminanceCoded());
    int denominator = Math.min(jpeg.width(), jpeg.height()) / shorterSide;
    return known && denominator >= 2
        ? ScaledJpeg.decode(jpeg.essence(), Math.min(8, Integer.highestOneBit(denominator)))
        : null;
  }

  private static RgbImage whole(JpegStructure structure, DecodeBudget budget) {
    Damage damage = new Damage();
    RgbImage stored =
        JdkReader.read(
            ImageFormat.JPEG,
            structure.essence(),
            budget,
            reader -> {
              reader.addIIOReadWarningListener(damage);
              return pixels(reader, structure);
            });
    damage.raise();
    return stored;
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
  }

  /** libjpeg goes through all blocks for each scan before it gives a row and can be stopped. */
  private static void requireTime(JpegStructure jpeg, DecodeBudget budget) {
    double blocks = (double) jpeg.width() * jpeg.height() * jpeg.components() / BLOCK_PIXELS;
    budget.requireTime(
        blocks * jpeg.scans() * SECONDS_PER_BLOCK_AND_SCAN,
        String.format("%d scans of %d x %d pixels", jpeg.scans(), jpeg.width(), jpeg.height()));
  }

  private static RgbImage pixels(ImageReader reader, JpegStructure jpeg) throws IOException {
    return switch (jpeg.components()) {
      case 1 -> JpegColor.fromGray(samples(reader.readRaster(0, null)), jpeg);
      case 3 -> JpegColor.fromBgr(bgr(reader.read(0)), jpeg);
      default -> JpegColor.fromCmyk(samples(reader.readRaster(0, null)), jpeg);
    };
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
