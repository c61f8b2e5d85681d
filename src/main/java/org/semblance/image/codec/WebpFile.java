package org.semblance.image.codec;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;
import org.semblance.image.UndecodableImageException;
import org.semblance.image.UndecodableImageException.Reason;

/**
 * What the chunks of a WebP file say (RFC 9649, section 2).
 *
 * @param width of the canvas
 * @param height of the canvas
 * @param left column of the canvas where the first frame is
 * @param top row of the canvas where the first frame is
 * @param frameWidth as the frame's own bit stream says
 * @param frameHeight as the frame's own bit stream says
 * @param still a file that is the first frame alone
 */
record WebpFile(
    int width,
    int height,
    int left,
    int top,
    int frameWidth,
    int frameHeight,
    Orientation orientation,
    byte[] still) {

  private static final int FRAME_HEADER = 16;
  private static final int CHUNK_HEADER = 8;
  private static final int ANIMATION_FLAG = 0x02;
  private static final int EXIF_FLAG = 0x08;
  private static final int ALPHA_FLAG = 0x10;

  WebpFile {
    if (left + frameWidth > width || top + frameHeight > height) {
      throw new UndecodableImageException(
          Reason.CORRUPT,
          String.format(
              "the WebP frame of %d x %d pixels at %d, %d is not inside its canvas of %d x %d",
              frameWidth, frameHeight, left, top, width, height));
    }
  }

  /**
   * Reads the chunks.
   *
   * @throws UndecodableImageException if a chunk is cut, or there is no frame inside its canvas
   */
  static WebpFile of(byte[] file) {
    WebpChunk all = WebpChunk.whole(file);
    WebpChunk extended = all.find(0, "VP8X");
    if (extended == null) {
      Frame frame = Frame.in(all, 0);
      return new WebpFile(
          frame.width(),
          frame.height(),
          0,
          0,
          frame.width(),
          frame.height(),
          Orientation.UPRIGHT,
          file);
    }
    int flags = extended.unsigned(0, 1);
    WebpChunk exif = (flags & EXIF_FLAG) == 0 ? null : all.find(0, "EXIF");
    Orientation orientation = orientation(exif);
    int width = 1 + extended.unsigned(4, 3);
    int height = 1 + extended.unsigned(7, 3);
    if ((flags & ANIMATION_FLAG) == 0) {
      Frame frame = Frame.in(all, 0);
      return new WebpFile(width, height, 0, 0, frame.width(), frame.height(), orientation, file);
    }
    WebpChunk animation = require(all.find(0, "ANMF"));
    Frame frame = Frame.in(animation, FRAME_HEADER);
    return new WebpFile(
        width,
        height,
        2 * animation.unsigned(0, 3),
        2 * animation.unsigned(3, 3),
        frame.width(),
        frame.height(),
        orientation,
        frame.file(animation.find(FRAME_HEADER, "ALPH")));
  }

  private static Orientation orientation(@Nullable WebpChunk exif) {
    Orientation stated =
        exif == null ? null : Orientation.ofExif(exif.file(), exif.start(), exif.end());
    return stated == null ? Orientation.UPRIGHT : stated;
  }

  private static WebpChunk require(@Nullable WebpChunk chunk) {
    if (chunk == null) {
      throw new UndecodableImageException(Reason.CORRUPT, "the WebP file has no frame");
    }
    return chunk;
  }

  /** A bit stream and the size that it states. */
  private record Frame(WebpChunk stream, int width, int height) {

    /** Sizes are 14 bits (RFC 6386, section 9.1; RFC 9649, section 3.4). */
    private static final int SIZE_MASK = (1 << 14) - 1;

    private static final String LOSSY = "VP8 ";
    private static final String LOSSLESS = "VP8L";

    static Frame in(WebpChunk around, int skipped) {
      WebpChunk stream = require(around.find(skipped, LOSSY, LOSSLESS));
      if (stream.name().equals(LOSSY)) {
        return new Frame(
            stream, stream.unsigned(6, 2) & SIZE_MASK, stream.unsigned(8, 2) & SIZE_MASK);
      }
      int size = stream.unsigned(1, 4);
      return new Frame(stream, 1 + (size & SIZE_MASK), 1 + (size >>> 14 & SIZE_MASK));
    }

    /** A file of this frame, with its transparency where that is a chunk of its own. */
    byte[] file(@Nullable WebpChunk alpha) {
      ByteArrayOutputStream chunks = new ByteArrayOutputStream();
      chunks.writeBytes("WEBP".getBytes(ISO_8859_1));
      if (alpha != null) {
        ByteBuffer extended = ByteBuffer.allocate(10).order(ByteOrder.LITTLE_ENDIAN);
        extended.putInt(ALPHA_FLAG).put(three(width - 1)).put(three(height - 1));
        write(chunks, "VP8X", extended.array(), 0, extended.capacity());
        write(chunks, "ALPH", alpha.file(), alpha.start(), alpha.length());
      }
      write(chunks, stream.name(), stream.file(), stream.start(), stream.length());
      ByteArrayOutputStream file = new ByteArrayOutputStream();
      write(file, "RIFF", chunks.toByteArray(), 0, chunks.size());
      return file.toByteArray();
    }

    private static byte[] three(int value) {
      return new byte[] {(byte) value, (byte) (value >> 8), (byte) (value >> 16)};
    }

    private static void write(
        ByteArrayOutputStream to, String name, byte[] payload, int start, int length) {
      ByteBuffer header = ByteBuffer.allocate(CHUNK_HEADER).order(ByteOrder.LITTLE_ENDIAN);
      header.put(name.getBytes(ISO_8859_1)).putInt(length);
      to.writeBytes(header.array());
      to.write(payload, start, length);
      if ((length & 1) == 1) {
        to.write(0);
      }
    }
  }
}
