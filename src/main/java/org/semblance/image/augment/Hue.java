package org.semblance.image.augment;

import org.semblance.image.RgbImage;

/** Turns the hue by way of Pillow's mode HSV, whose three channels are bytes. */
final class Hue {

  private Hue() {}

  /**
   * The image of other colors.
   *
   * @param turns part of the circle of hues, -0.5 to 0.5
   */
  static RgbImage turn(RgbImage image, double turns) {
    byte[] pixels = image.pixels().clone();
    int shift = (int) (turns * 255);
    int[] color = new int[3];
    for (int at = 0; at < pixels.length; at += 3) {
      for (int channel = 0; channel < 3; channel++) {
        color[channel] = pixels[at + channel] & 0xFF;
      }
      toHsv(color);
      color[0] = (color[0] + shift) & 0xFF;
      toRgb(color);
      for (int channel = 0; channel < 3; channel++) {
        pixels[at + channel] = (byte) color[channel];
      }
    }
    return new RgbImage(image.width(), image.height(), pixels);
  }

  static void toHsv(int[] color) {
    int red = color[0];
    int green = color[1];
    int blue = color[2];
    int most = Math.max(red, Math.max(green, blue));
    int least = Math.min(red, Math.min(green, blue));
    color[0] = 0;
    color[1] = 0;
    color[2] = most;
    if (most > least) {
      float range = most - least;
      float fromRed = (most - red) / range;
      float fromGreen = (most - green) / range;
      float fromBlue = (most - blue) / range;
      float sixth;
      if (red == most) {
        sixth = fromBlue - fromGreen;
      } else if (green == most) {
        sixth = (float) (2.0 + fromRed - fromBlue);
      } else {
        sixth = (float) (4.0 + fromGreen - fromRed);
      }
      float hue = (float) ((sixth / 6.0 + 1.0) % 1.0);
      color[0] = clip((int) (hue * 255.0));
      color[1] = clip((int) (range / most * 255.0));
    }
  }

  static void toRgb(int[] color) {
    int value = color[2];
    if (color[1] == 0) {
      color[0] = value;
      color[1] = value;
      return;
    }
    float sixth = (float) (color[0] * 6.0 / 255.0);
    int sector = (int) Math.floor(sixth);
    float part = sixth - sector;
    float saturation = (float) (color[1] / 255.0);
    int p = clip((int) Math.round(value * (1.0 - saturation)));
    int q = clip((int) Math.round(value * (1.0 - saturation * part)));
    int t = clip((int) Math.round(value * (1.0 - saturation * (1.0 - part))));
    switch (sector % 6) {
      case 0 -> set(color, value, t, p);
      case 1 -> set(color, q, value, p);
      case 2 -> set(color, p, value, t);
      case 3 -> set(color, p, q, value);
      case 4 -> set(color, t, p, value);
      default -> set(color, value, p, q);
    }
  }

  private static void set(int[] color, int red, int green, int blue) {
    color[0] = red;
    color[1] = green;
    color[2] = blue;
  }

  private static int clip(int value) {
    return Math.max(0, Math.min(255, value));
  }
}
