package org.semblance.image;

import java.util.SplittableRandom;
import org.semblance.image.codec.ImageEncoder;

/** Images for tests. */
public final class TestImages {

  private TestImages() {}

  public static RgbImage noise(int width, int height) {
    byte[] pixels = new byte[3 * width * height];
    new SplittableRandom(9).nextBytes(pixels);
    return new RgbImage(width, height, pixels);
  }

  /** Red grows to the right, green downwards, blue along the diagonal; smooth. */
  public static RgbImage ramp(int width, int height) {
    byte[] pixels = new byte[3 * width * height];
    for (int y = 0, at = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        pixels[at++] = (byte) (255 * x / width);
        pixels[at++] = (byte) (255 * y / height);
        pixels[at++] = (byte) (255 * (x + y) / (width + height));
      }
    }
    return new RgbImage(width, height, pixels);
  }

  public static RgbImage uniform(int width, int height, int red, int green, int blue) {
    byte[] pixels = new byte[3 * width * height];
    for (int at = 0; at < pixels.length; at += 3) {
      pixels[at] = (byte) red;
      pixels[at + 1] = (byte) green;
      pixels[at + 2] = (byte) blue;
    }
    return new RgbImage(width, height, pixels);
  }

  public static byte[] png(RgbImage image) {
    return ImageEncoder.encode(image, StoredFormat.PNG, 100);
  }

  public static byte[] jpeg(RgbImage image) {
    return ImageEncoder.encode(image, StoredFormat.JPEG, 90);
  }
}
