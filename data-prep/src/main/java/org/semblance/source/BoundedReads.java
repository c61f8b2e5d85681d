package org.semblance.source;

import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import org.semblance.table.RejectReason;

/** Keeps one absurd file from exhausting an executor. */
public final class BoundedReads {

  private BoundedReads() {}

  /** Refuses, before memory is taken, content that says it is larger than {@code maxBytes}. */
  public static void requireBytes(long bytes, long maxBytes) throws IOException {
    if (bytes > maxBytes) {
      throw new UnusableContentException(
          RejectReason.TOO_LARGE,
          String.format(Locale.ROOT, "it has %,d bytes, more than %,d", bytes, maxBytes));
    }
  }

  /**
   * All bytes of a stream that says how many it has; it may hold fewer (a file that is being
   * written) but not more.
   */
  public static byte[] readAll(InputStream stream, long bytes, long maxBytes) throws IOException {
    requireBytes(bytes, maxBytes);
    byte[] content =
        stream.readNBytes((int) Math.min(bytes < 0 ? maxBytes : bytes, Integer.MAX_VALUE - 16));
    if (stream.read() >= 0) {
      throw bytes < 0
          ? new UnusableContentException(
              RejectReason.TOO_LARGE,
              String.format(Locale.ROOT, "it has more than %,d bytes", maxBytes))
          : new UnusableContentException(
              RejectReason.CORRUPT, "it has more than the " + bytes + " bytes that are announced");
    }
    return content;
  }
}
