package org.semblance.image;

/** Pillow's conversion to gray: ITU-R BT.601 in units of 2^-16 (its mode L). */
public final class Luminance {

  private Luminance() {}

  /** The gray level of the pixel whose red is at {@code at}. */
  public static int of(byte[] pixels, int at) {
    int red = pixels[at] & 0xFF;
    int green = pixels[at + 1] & 0xFF;
    int blue = pixels[at + 2] & 0xFF;
    return (19595 * red + 38470 * green + 7471 * blue + 0x8000) >> 16;
  }

  /** The image in gray. */
  public static RgbImage gray(RgbImage image) {
    byte[] pixels = new byte[image.pixels().length];
    for (int at = 0; at < pixels.length; at += 3) {
      byte level = (byte) of(image.pixels(), at);
      pixels[at] = level;
      pixels[at + 1] = level;
      pixels[at + 2] = level;
    }
    return new RgbImage(image.width(), image.height(), pixels);
  }

  /** The mean gray level, rounded. */
  public static int mean(RgbImage image) {
    long sum = 0;
    int pixels = image.width() * image.height();
    for (int at = 0; at < 3 * pixels; at += 3) {
      sum += of(image.pixels(), at);
    }
    return (int) ((double) sum / pixels + 0.5);
  }
}
