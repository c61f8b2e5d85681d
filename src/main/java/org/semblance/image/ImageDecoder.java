package org.semblance.image;

import org.semblance.image.UndecodableImageException.Reason;

/**
 * Encoded bytes to upright RGB pixels.
 *
 * <p>Alpha is laid on white, gray and palettes are expanded, CMYK is converted without a profile,
 * embedded color profiles are ignored and the EXIF orientation is applied: the pixels are those of
 * Pillow's {@code exif_transpose(Image.open(f)).convert("RGB")}. Of an animation the first frame
 * counts. Thread-safe.
 */
public final class ImageDecoder {

  /** Larger images are refused, so that a hostile header cannot exhaust the heap: 201 MB. */
  public static final long MAX_PIXELS = 1L << 26;

  private ImageDecoder() {}

  /**
   * The pixels of a file.
   *
   * @throws UndecodableImageException if the bytes are not one whole image of a known format
   */
  public static RgbImage decode(byte[] file) {
    return read(file).image();
  }

  /**
   * The pixels of a file and how it stored them.
   *
   * @throws UndecodableImageException if the bytes are not one whole image of a known format
   */
  public static DecodedImage read(byte[] file) {
    if (file.length == 0) {
      throw new UndecodableImageException(Reason.EMPTY, "the file has no bytes");
    }
    ImageFormat format = ImageFormat.of(file);
    if (format == null) {
      throw new UndecodableImageException(
          Reason.NOT_AN_IMAGE, "the first bytes are of no known image format: " + head(file));
    }
    return switch (format) {
      case JPEG -> JpegDecoder.decode(file);
      case PNG -> PngDecoder.decode(file);
      case GIF, BMP, WEBP -> PluginDecoder.decode(file, format);
    };
  }

  /** Checks dimensions read from a header. */
  static void requireDecodableSize(long width, long height) {
    if (width < 1 || height < 1) {
      throw new UndecodableImageException(
          Reason.CORRUPT, "the header says " + width + " x " + height + " pixels");
    }
    if (width > MAX_PIXELS / height) {
      throw new UndecodableImageException(
          Reason.TOO_LARGE,
          width + " x " + height + " pixels are more than the limit of " + MAX_PIXELS);
    }
  }

  private static String head(byte[] file) {
    StringBuilder hex = new StringBuilder();
    for (int i = 0; i < Math.min(8, file.length); i++) {
      hex.append(String.format(i == 0 ? "%02x" : " %02x", file[i]));
    }
    return hex.toString();
  }
}
