package org.semblance.image;

import java.util.Locale;

/** How images are stored in the image table. */
public enum StoredFormat {
  /** Lossless. */
  PNG(ImageFormat.PNG),
  /** Smaller, at a chosen quality. */
  JPEG(ImageFormat.JPEG);

  private final ImageFormat format;

  StoredFormat(ImageFormat format) {
    this.format = format;
  }

  /** The format of the encoded bytes. */
  public ImageFormat format() {
    return format;
  }

  /** The spelling in tables. */
  public String columnValue() {
    return name().toLowerCase(Locale.ROOT);
  }
}
