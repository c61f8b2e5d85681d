package org.semblance.image;

import org.jspecify.annotations.Nullable;

/** The image formats that can be read, told apart by their first bytes. */
public enum ImageFormat {
  JPEG("\u00ff\u00d8\u00ff", 0),
  PNG("\u0089PNG\r\n\u001a\n", 0),
  GIF("GIF8", 0),
  BMP("BM", 0),
  WEBP("WEBP", 8);

  /** One character a byte. */
  private final String magic;

  private final int position;

  ImageFormat(String magic, int position) {
    this.magic = magic;
    this.position = position;
  }

  /** The format that {@code file} starts like, or null. */
  public static @Nullable ImageFormat of(byte[] file) {
    for (ImageFormat format : values()) {
      if (format.starts(file)) {
        return format;
      }
    }
    return null;
  }

  private boolean starts(byte[] file) {
    if (file.length < position + magic.length()) {
      return false;
    }
    for (int i = 0; i < magic.length(); i++) {
      if ((file[position + i] & 0xFF) != magic.charAt(i)) {
        return false;
      }
    }
    return true;
  }
}
