package org.semblance.image.codec;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.semblance.image.UndecodableImageException;
import org.semblance.image.UndecodableImageException.Reason;

/**
 * The payload of one chunk of a WebP file.
 *
 * @param file not copied
 * @param start of the payload in the file
 * @param end after the payload, within the file
 */
record WebpChunk(byte[] file, int start, int end) {

  private static final int HEADER = 8;
  private static final int NAME = 4;

  /** The outermost chunk, whose payload starts with the four letters WEBP. */
  static WebpChunk whole(byte[] file) {
    WebpChunk riff = at(file, 0, file.length);
    return new WebpChunk(file, riff.start + NAME, riff.end);
  }

  private static WebpChunk at(byte[] file, int at, int limit) {
    int start = at + HEADER;
    long length = start > limit ? 0 : unsigned(file, at + NAME, 4);
    if (start > limit || length > limit - start) {
      throw new UndecodableImageException(
          Reason.TRUNCATED,
          "the WebP chunk at byte " + at + " ends behind the last of " + limit + " bytes");
    }
    return new WebpChunk(file, start, start + (int) length);
  }

  /**
   * The first chunk in this one, from byte {@code skipped} on, that has one of the names, or null.
   */
  @Nullable WebpChunk find(int skipped, String... names) {
    int at = start + skipped;
    while (at < end) {
      WebpChunk chunk = at(file, at, end);
      if (List.of(names).contains(chunk.name())) {
        return chunk;
      }
      // Payloads are padded to even lengths.
      at = chunk.end + (chunk.length() & 1);
    }
    return null;
  }

  String name() {
    return new String(file, start - HEADER, NAME, ISO_8859_1);
  }

  int length() {
    return end - start;
  }

  /** A little-endian number of the payload. */
  int unsigned(int position, int bytes) {
    if (position + bytes > length()) {
      throw new UndecodableImageException(
          Reason.CORRUPT, "the WebP chunk at byte " + (start - HEADER) + " is too short");
    }
    return (int) unsigned(file, start + position, bytes);
  }

  private static long unsigned(byte[] file, int at, int bytes) {
    long value = 0;
    for (int i = bytes - 1; i >= 0; i--) {
      value = value << 8 | (file[at + i] & 0xFF);
    }
    return value;
  }
}
