package org.semblance.image.codec;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;

/**
 * The orientation that a PNG file states: in the chunk eXIf, in the text "Raw profile type exif"
 * that ImageMagick wrote before there was one, or in an XMP packet, in this order.
 */
final class PngOrientation {

  private static final int EXIF = 0x65584966;
  private static final int TEXT = 0x74455874;
  private static final int COMPRESSED_TEXT = 0x7A545874;
  private static final int INTERNATIONAL_TEXT = 0x69545874;
  private static final String XMP = "XML:com.adobe.xmp";
  private static final String RAW_PROFILE = "Raw profile type ";

  /** No metadata come near; a longer text is not read. */
  private static final int MOST_TEXT_BYTES = 1 << 20;

  private final byte[] file;
  private @Nullable Orientation chunk;
  private @Nullable Orientation profile;
  private @Nullable Orientation packet;

  PngOrientation(byte[] file) {
    this.file = file;
  }

  Orientation orientation() {
    for (Orientation stated : new @Nullable Orientation[] {chunk, profile, packet}) {
      if (stated != null) {
        return stated;
      }
    }
    return Orientation.UPRIGHT;
  }

  /** Takes the ancillary chunk whose data are from {@code start} to before {@code end}. */
  void take(int type, int start, int end) {
    switch (type) {
      case EXIF -> chunk = chunk == null ? Orientation.ofExif(file, start, end) : chunk;
      case TEXT, COMPRESSED_TEXT, INTERNATIONAL_TEXT -> takeText(type, start, end);
      default -> {}
    }
  }

  private void takeText(int type, int start, int end) {
    int keyEnd = afterZero(start, end);
    String key = new String(file, start, Math.max(0, keyEnd - 1 - start), ISO_8859_1);
    if (packet == null && key.equals(XMP)) {
      packet = Orientation.ofXmp(text(type, keyEnd, end));
    } else if (profile == null && key.startsWith(RAW_PROFILE)) {
      profile = ofProfile(new String(text(type, keyEnd, end), ISO_8859_1));
    }
  }

  /** The text of a chunk (sections 11.3.4.3 to 5); empty where it does not inflate. */
  private byte[] text(int type, int start, int end) {
    if (type == TEXT) {
      return Arrays.copyOfRange(file, start, Math.min(end, start + MOST_TEXT_BYTES));
    }
    if (type == COMPRESSED_TEXT) {
      return inflated(start + 1, end);
    }
    int text = afterZero(afterZero(start + 2, end), end);
    boolean compressed = start < end && file[start] == 1;
    return compressed
        ? inflated(text, end)
        : Arrays.copyOfRange(file, Math.min(text, end), Math.min(end, text + MOST_TEXT_BYTES));
  }

  private byte[] inflated(int start, int end) {
    if (start >= end) {
      return new byte[0];
    }
    try (InflaterInputStream stream =
        new InflaterInputStream(new ByteArrayInputStream(file, start, end - start))) {
      return stream.readNBytes(MOST_TEXT_BYTES);
    } catch (IOException damaged) {
      return new byte[0];
    }
  }

  /** A line break, the profile's name, its length, then its bytes in hexadecimal digits. */
  private static @Nullable Orientation ofProfile(String text) {
    String[] parts = text.strip().split("\\s+", 3);
    if (parts.length < 3) {
      return null;
    }
    try {
      byte[] exif = HexFormat.of().parseHex(parts[2].replaceAll("\\s", ""));
      return Orientation.ofExif(exif, 0, exif.length);
    } catch (IllegalArgumentException noDigits) {
      return null;
    }
  }

  private int afterZero(int start, int end) {
    int at = start;
    while (at < end && file[at] != 0) {
      at++;
    }
    return Math.min(end, at + 1);
  }
}
