package org.semblance.image.codec;

import org.semblance.image.DecodedImage;
import org.semblance.image.ImageFormat;
import org.semblance.image.ImageLimits;
import org.semblance.image.RgbImage;
import org.semblance.image.UndecodableImageException;
import org.semblance.image.UndecodableImageException.Reason;

/**
 * Encoded bytes to upright RGB pixels.
 *
 * <p>Alpha is laid on white, gray and palettes are expanded, 16 bits are scaled to 8, CMYK is
 * converted without a profile, embedded color profiles are ignored and the orientation is applied
 * wherever the format keeps it ({@link Orientation}): the pixels are those of Pillow's {@code
 * exif_transpose(Image.open(f)).convert("RGB")}. Of an animation the first frame counts, laid on
 * its screen. Thread-safe.
 *
 * <p>What is wrong with the bytes is said, whatever they are: a decoder that runs out of memory or
 * fails in another way refuses the image, it does not end the process.
 *
 * @param limits what one image may cost
 */
public record ImageDecoder(ImageLimits limits) {

  private static final long MEGABYTE = 1 << 20;

  /** Of what Semblance stored itself. */
  private static final ImageDecoder STORED = new ImageDecoder(ImageLimits.STORED);

  /**
   * The pixels of an image that Semblance stored.
   *
   * @throws UndecodableImageException if the bytes are not one whole image of a known format
   */
  public static RgbImage decode(byte[] file) {
    return STORED.read(file).image();
  }

  /**
   * The pixels of a file and how it stored them.
   *
   * @throws UndecodableImageException if the bytes are not one whole image of a known format, or
   *     one beyond the limits
   */
  public DecodedImage read(byte[] file) {
    return read(file, Integer.MAX_VALUE);
  }

  /**
   * The pixels of a file of which {@code shorterSide} pixels of the shorter side are enough:
   * baseline JPEG is decoded at 1/2, 1/4 or 1/8 where that leaves as many, which takes a fraction
   * of the time. The pixels are those of Pillow's draft mode; other files are decoded in full.
   *
   * @throws UndecodableImageException as {@link #read(byte[])} does
   */
  public DecodedImage read(byte[] file, int shorterSide) {
    if (file.length == 0) {
      throw new UndecodableImageException(Reason.EMPTY, "the file has no bytes");
    }
    limits.requireBytes(file.length);
    ImageFormat format = ImageFormat.of(file);
    if (format == null) {
      throw ForeignFormat.refusal(file);
    }
    return read(file, format, shorterSide);
  }

  private DecodedImage read(byte[] file, ImageFormat format, int shorterSide) {
    DecodeBudget budget = new DecodeBudget(limits);
    try {
      return switch (format) {
        case JPEG -> JpegDecoder.decode(file, shorterSide, budget);
        case PNG -> PngDecoder.decode(file, budget);
        case GIF -> GifDecoder.decode(file, budget);
        case BMP -> BmpDecoder.decode(file, budget);
        case WEBP -> WebpDecoder.decode(file, budget);
      };
    } catch (OutOfMemoryError failure) {
      throw new UndecodableImageException(
          Reason.TOO_LARGE,
          String.format(
              "the %s image does not fit into what is free of the heap of %d MB",
              format, Runtime.getRuntime().maxMemory() / MEGABYTE),
          failure);
    } catch (StackOverflowError | RuntimeException failure) {
      if (failure instanceof UndecodableImageException known) {
        throw known;
      }
      throw new UndecodableImageException(
          Reason.CORRUPT, "the " + format + " data is damaged: " + failure, failure);
    }
  }
}
