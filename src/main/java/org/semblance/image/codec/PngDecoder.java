package org.semblance.image.codec;

import java.nio.ByteBuffer;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;
import org.semblance.image.DecodedImage;
import org.semblance.image.ImageFormat;
import org.semblance.image.UndecodableImageException;
import org.semblance.image.UndecodableImageException.Reason;

/**
 * PNG (ISO/IEC 15948): chunks with their checksums, their data line by line to {@link
 * PngScanlines}. Written out because the JDK's reader takes up to four times as long on
 * training-size images. What is missing or damaged behind the last pixel harms nobody.
 */
final class PngDecoder {

  private static final int IHDR = 0x49484452;
  private static final int PLTE = 0x504C5445;
  private static final int TRNS = 0x74524E53;
  private static final int IDAT = 0x49444154;
  private static final int IEND = 0x49454E44;
  private static final int SIGNATURE_BYTES = 8;
  private static final int CHUNK_OVERHEAD = 12;

  /** Bytes that one byte of deflated data stands for at most: 258 for 2 bits. */
  private static final int MOST_INFLATED = 1032;

  private final byte[] file;
  private final ByteBuffer view;
  private final DecodeBudget budget;
  private final PngOrientation orientation;
  private @Nullable PngHeader header;
  private Palette palette = new Palette(new byte[0]);
  private byte[] transparency = {};
  private @Nullable PngScanlines scanlines;

  private PngDecoder(byte[] file, DecodeBudget budget) {
    this.file = file;
    this.view = ByteBuffer.wrap(file);
    this.budget = budget;
    this.orientation = new PngOrientation(file);
  }

  static DecodedImage decode(byte[] file, DecodeBudget budget) {
    return new PngDecoder(file, budget).decode();
  }

  private DecodedImage decode() {
    Inflater inflater = new Inflater();
    try {
      readChunks(inflater);
    } catch (DataFormatException failure) {
      throw corrupt("the PNG data does not inflate: " + failure.getMessage());
    } finally {
      inflater.end();
    }
    PngScanlines lines = scanlines();
    if (!lines.areComplete()) {
      throw corrupt("the PNG data ends in row " + lines.row() + " of " + header().height());
    }
    Orientation turn = orientation.orientation();
    boolean plain = header().isRgb8() && transparency.length == 0 && turn == Orientation.UPRIGHT;
    return DecodedImage.whole(turn.apply(lines.image()), ImageFormat.PNG, plain);
  }

  private void readChunks(Inflater inflater) throws DataFormatException {
    int at = SIGNATURE_BYTES;
    int type = 0;
    while (type != IEND) {
      UndecodableImageException damage = damage(at);
      if (damage != null) {
        if (scanlines != null && scanlines.areComplete()) {
          return;
        }
        throw damage;
      }
      int length = view.getInt(at);
      type = view.getInt(at + 4);
      take(type, at + SIGNATURE_BYTES, length, inflater);
      at += CHUNK_OVERHEAD + length;
    }
  }

  /** What is wrong with the chunk at byte {@code at}, or null. */
  private @Nullable UndecodableImageException damage(int at) {
    int left = file.length - at - CHUNK_OVERHEAD;
    if (left < 0) {
      return truncated(at);
    }
    int length = view.getInt(at);
    if (length < 0) {
      return corrupt("the PNG chunk at byte " + at + " has a negative length");
    }
    if (length > left) {
      return truncated(at);
    }
    CRC32 checksum = new CRC32();
    checksum.update(file, at + 4, length + 4);
    return (int) checksum.getValue() == view.getInt(at + SIGNATURE_BYTES + length)
        ? null
        : corrupt("the PNG chunk at byte " + at + " has a wrong checksum");
  }

  private void take(int type, int start, int length, Inflater inflater) throws DataFormatException {
    switch (type) {
      case IHDR -> takeHeader(start, length);
      case PLTE -> palette = new Palette(bytes(start, length));
      case TRNS -> transparency = bytes(start, length);
      case IDAT -> {
        inflater.setInput(file, start, length);
        scanlines().inflate(inflater);
      }
      default -> {
        requireAncillary(type);
        orientation.take(type, start, start + length);
      }
    }
  }

  private void takeHeader(int start, int length) {
    if (length != PngHeader.BYTES || header != null) {
      throw corrupt("the PNG header is damaged or the second one");
    }
    header = PngHeader.read(view, start, budget.limits());
    if (header.scanlineBytes() / MOST_INFLATED > file.length) {
      throw corrupt(
          String.format(
              "%d bytes cannot hold the %d x %d pixels that the PNG header says",
              file.length, header.width(), header.height()));
    }
  }

  /** A chunk whose name starts with a capital must be understood (section 5.4). */
  private static void requireAncillary(int type) {
    if (type != IEND && (type >>> 24 & 0x20) == 0) {
      throw new UndecodableImageException(
          Reason.UNSUPPORTED, String.format("PNG chunk 0x%08X is critical and unknown", type));
    }
  }

  private PngHeader header() {
    if (header == null) {
      throw corrupt("the PNG file does not start with its header");
    }
    return header;
  }

  /** Begun with the first data, by when palette and transparency are known. */
  private PngScanlines scanlines() {
    if (scanlines == null) {
      scanlines = new PngScanlines(header(), palette, transparency, budget);
    }
    return scanlines;
  }

  private byte[] bytes(int start, int length) {
    byte[] copy = new byte[length];
    System.arraycopy(file, start, copy, 0, length);
    return copy;
  }

  private UndecodableImageException truncated(int at) {
    return new UndecodableImageException(
        Reason.TRUNCATED,
        "the PNG chunk at byte " + at + " ends behind the last of " + file.length + " bytes");
  }

  private static UndecodableImageException corrupt(String detail) {
    return new UndecodableImageException(Reason.CORRUPT, detail);
  }
}
