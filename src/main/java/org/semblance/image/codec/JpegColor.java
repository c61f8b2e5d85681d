package org.semblance.image.codec;

import org.semblance.image.RgbImage;

/** From the sample order and color coding of a JPEG raster to RGB. */
final class JpegColor {

  private JpegColor() {}

  static RgbImage fromGray(byte[] gray, JpegStructure jpeg) {
    byte[] rgb = new byte[3 * gray.length];
    for (int i = 0, to = 0; i < gray.length; i++, to += 3) {
      rgb[to] = gray[i];
      rgb[to + 1] = gray[i];
      rgb[to + 2] = gray[i];
    }
    return new RgbImage(jpeg.width(), jpeg.height(), rgb);
  }

  /** Swaps red and blue in place; takes {@code bgr} over. */
  static RgbImage fromBgr(byte[] bgr, JpegStructure jpeg) {
    for (int i = 0; i < bgr.length; i += 3) {
      byte blue = bgr[i];
      bgr[i] = bgr[i + 2];
      bgr[i + 2] = blue;
    }
    return new RgbImage(jpeg.width(), jpeg.height(), bgr);
  }

  /**
   * Four-channel files store the complement of the inks (Adobe's convention, which Pillow assumes
   * too), so a channel is its stored value darkened by the stored black. YCCK codes the complement
   * of what CMYK would store, except for black.
   *
   * @param samples {@code [height, width, 4]} CMYK or YCCK
   */
  static RgbImage fromCmyk(byte[] samples, JpegStructure jpeg) {
    byte[] rgb = new byte[samples.length / 4 * 3];
    int[] color = new int[3];
    for (int from = 0, to = 0; from < samples.length; from += 4, to += 3) {
      for (int channel = 0; channel < 3; channel++) {
        color[channel] = samples[from + channel] & 0xFF;
      }
      if (jpeg.luminanceCoded()) {
        luminanceToComplement(color);
      }
      int black = samples[from + 3] & 0xFF;
      for (int channel = 0; channel < 3; channel++) {
        rgb[to + channel] = (byte) ((color[channel] * black + 127) / 255);
      }
    }
    return new RgbImage(jpeg.width(), jpeg.height(), rgb);
  }

  /** 255 less the RGB of ITU-T T.871, section 7. */
  private static void luminanceToComplement(int[] color) {
    double y = color[0];
    double cb = color[1] - 128;
    double cr = color[2] - 128;
    color[0] = clip(255 - (y + 1.402 * cr));
    color[1] = clip(255 - (y - 0.344136286 * cb - 0.714136286 * cr));
    color[2] = clip(255 - (y + 1.772 * cb));
  }

  private static int clip(double value) {
    return (int) Math.max(0, Math.min(255, Math.rint(value)));
  }
}
