package org.semblance.source;

import java.io.IOException;
import java.io.InputStream;

/** Keeps one absurd file from exhausting an executor. */
final class ContentLimit {

  /** No photograph comes near 256 MiB. */
  static final int MAX_BYTES = 1 << 28;

  private ContentLimit() {}

  /**
   * All bytes of a stream.
   *
   * @throws IOException if there are more than {@link #MAX_BYTES}
   */
  static byte[] readAll(InputStream stream) throws IOException {
    byte[] bytes = stream.readNBytes(MAX_BYTES);
    if (bytes.length == MAX_BYTES) {
      throw new IOException("the file has " + MAX_BYTES + " bytes or more");
    }
    return bytes;
  }
}
