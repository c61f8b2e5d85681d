package org.semblance.image;

import java.nio.ByteBuffer;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;
import org.semblance.image.UndecodableImageException.Reason;

/**
 * PNG (ISO/IEC 15948): chunks with their checksums, then {@link PngPixels}. Written out because the
 * JDK's reader takes up to four times as long on training-size images.
 */
final class PngDecoder {

  private static final int IHDR = 0x49484452;
  private static final int PLTE = 0x504C5445;
  private static final int TRNS = 0x74524E53;
  private static final int EXIF = 0x65584966;
  private static final int IDAT = 0x49444154;
  private static final int IEND = 0x49454E44;
  private static final int SIGNATURE_BYTES = 8;
  private static final int CHUNK_OVERHEAD = 12;

  private final byte[] file;
  private final ByteBuffer view;
  private Orientation orientation = Orientation.UPRIGHT;
  private @Nullable PngHeader header;
  private byte[] palette = {};
  private byte[] transparency = {};
  private byte[] scanlines = {};
  private int filled;

  private PngDecoder(byte[] file) {
    this.file = file;
    this.view = ByteBuffer.wrap(file);
  }

  static DecodedImage decode(byte[] file) {
    return new PngDecoder(file).decode();
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
    PngHeader read = header();
    if (filled < scanlines.length) {
      throw corrupt("the PNG data has " + filled + " of " + scanlines.length + " bytes");
    }
    RgbImage stored = new PngPixels(read, palette, transparency).unpack(scanlines);
    boolean plain = read.isRgb8() && transparency.length == 0 && orientation == Orientation.UPRIGHT;
    return new DecodedImage(orientation.apply(stored), ImageFormat.PNG, plain);
  }

  private void readChunks(Inflater inflater) throws DataFormatException {
    int at = SIGNATURE_BYTES;
    int type = 0;
    while (type != IEND) {
      if (at + CHUNK_OVERHEAD > file.length) {
        throw truncated(at);
      }
      int length = view.getInt(at);
      type = view.getInt(at + 4);
      if (length < 0) {
        throw corrupt("the PNG chunk at byte " + at + " has a negative length");
      }
      if (length > file.length - at - CHUNK_OVERHEAD) {
        throw truncated(at);
      }
      requireChecksum(at, length);
      take(type, at + SIGNATURE_BYTES, length, inflater);
      at += CHUNK_OVERHEAD + length;
    }
  }

  private void take(int type, int start, int length, Inflater inflater) throws DataFormatException {
    switch (type) {
      case IHDR -> takeHeader(start, length);
      case PLTE -> palette = bytes(start, length);
      case TRNS -> transparency = bytes(start, length);
      case EXIF -> orientation = Orientation.fromTiff(file, start, start + length);
      case IDAT -> inflate(start, length, inflater);
      default -> requireAncillary(type);
    }
  }

  private void takeHeader(int start, int length) {
    if (length != PngHeader.BYTES || header != null) {
      throw corrupt("the PNG header is damaged or the second one");
    }
    header = PngHeader.read(view, start);
    scanlines = new byte[header.scanlineBytes()];
  }

  private void inflate(int start, int length, Inflater inflater) throws DataFormatException {
    header();
    inflater.setInput(file, start, length);
    int got = 1;
    while (filled < scanlines.length && got > 0) {
      got = inflater.inflate(scanlines, filled, scanlines.length - filled);
      filled += got;
    }
  }

  /** A chunk whose name starts with a capital must be understood (section 5.4). */
  private static void requireAncillary(int type) {
    if (type != IEND && (type >>> 24 & 0x20) == 0) {
      throw new UndecodableImageException(
          Reason.UNSUPPORTED, String.format("PNG chunk 0x%08X is critical and unknown", type));
    }
  }

  private void requireChecksum(int at, int length) {
    CRC32 checksum = new CRC32();
    checksum.update(file, at + 4, length + 4);
    if ((int) checksum.getValue() != view.getInt(at + SIGNATURE_BYTES + length)) {
      throw corrupt("the PNG chunk at byte " + at + " has a wrong checksum");
    }
  }

  private PngHeader header() {
    if (header == null) {
      throw corrupt("the PNG file does not start with its header");
    }
    return header;
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
