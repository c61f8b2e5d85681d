package org.semblance.image.codec;

/**
 * Colors by index. An index that the file gives no color is a gray of that level, as in Pillow.
 *
 * @param rgb {@code [colors, 3]}
 */
record Palette(byte[] rgb) {

  int sample(int index, int channel) {
    int at = 3 * index;
    return at + 3 <= rgb.length ? rgb[at + channel] & 0xFF : index;
  }

  /** Opaque, as 0xAARRGGBB. */
  int color(int index) {
    return 0xFF000000 | sample(index, 0) << 16 | sample(index, 1) << 8 | sample(index, 2);
  }
}
