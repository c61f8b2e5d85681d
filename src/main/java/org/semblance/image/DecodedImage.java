package org.semblance.image;

/**
 * A decoded file.
 *
 * @param image upright RGB pixels; fewer than the file has where less was asked for
 * @param width of the whole image, upright
 * @param height of the whole image, upright
 * @param format what the file is
 * @param plain whether the file itself stores upright RGB of 8 bits a channel: no palette, alpha,
 *     gray, CMYK or rotation had to be resolved
 */
public record DecodedImage(
    RgbImage image, int width, int height, ImageFormat format, boolean plain) {

  /** A file whose every pixel was decoded. */
  public static DecodedImage whole(RgbImage image, ImageFormat format, boolean plain) {
    return new DecodedImage(image, image.width(), image.height(), format, plain);
  }
}
