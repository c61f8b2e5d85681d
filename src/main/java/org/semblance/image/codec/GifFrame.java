package org.semblance.image.codec;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.semblance.image.UndecodableImageException;
import org.semblance.image.UndecodableImageException.Reason;

/**
 * What the blocks of a GIF file say about its first frame (GIF89a, sections 18 to 23).
 *
 * @param screenWidth columns of the screen, or as many as the frame needs if that is more
 * @param screenHeight rows of the screen
 * @param transparent index that shows what is below, or -1
 * @param dataAt where the compressed pixels begin
 */
record GifFrame(
    int screenWidth,
    int screenHeight,
    int left,
    int top,
    int width,
    int height,
    Palette palette,
    int transparent,
    boolean interlaced,
    int dataAt) {

  /**
   * Reads the blocks up to the first frame.
   *
   * @throws UndecodableImageException if there is none
   */
  static GifFrame of(byte[] file) {
    return new Blocks(file).firstFrame();
  }

  /** Walks the blocks. */
  private static final class Blocks {

    private static final int SCREEN_AT = 6;
    private static final int HEADER_BYTES = 13;
    private static final int EXTENSION = 0x21;
    private static final int FRAME = 0x2C;
    private static final int TRAILER = 0x3B;
    private static final int GRAPHIC_CONTROL = 0xF9;
    private static final int HAS_PALETTE = 0x80;
    private static final int INTERLACED = 0x40;

    private final byte[] file;
    private final ByteBuffer view;
    private int at = HEADER_BYTES;
    private int transparent = -1;

    Blocks(byte[] file) {
      this.file = file;
      this.view = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    }

    GifFrame firstFrame() {
      requireBytes(0);
      Palette common = palette(file[SCREEN_AT + 4]);
      while (true) {
        requireBytes(1);
        int block = file[at++] & 0xFF;
        if (block == FRAME) {
          return frame(common);
        }
        if (block == EXTENSION) {
          skipExtension();
        } else if (block == TRAILER) {
          throw new UndecodableImageException(Reason.CORRUPT, "the GIF file has no frame");
        }
      }
    }

    private GifFrame frame(@Nullable Palette common) {
      requireBytes(9);
      int left = unsignedShort(at);
      int top = unsignedShort(at + 2);
      int width = unsignedShort(at + 4);
      int height = unsignedShort(at + 6);
      byte flags = file[at + 8];
      at += 9;
      Palette own = palette(flags);
      Palette palette = own == null ? common : own;
      return new GifFrame(
          Math.max(unsignedShort(SCREEN_AT), left + width),
          Math.max(unsignedShort(SCREEN_AT + 2), top + height),
          left,
          top,
          width,
          height,
          palette == null ? new Palette(new byte[0]) : palette,
          transparent,
          (flags & INTERLACED) != 0,
          at);
    }

    private @Nullable Palette palette(byte flags) {
      if ((flags & HAS_PALETTE) == 0) {
        return null;
      }
      int bytes = 3 << ((flags & 7) + 1);
      requireBytes(bytes);
      at += bytes;
      return new Palette(Arrays.copyOfRange(file, at - bytes, at));
    }

    private void skipExtension() {
      requireBytes(2);
      int label = file[at++] & 0xFF;
      int length = file[at] & 0xFF;
      if (label == GRAPHIC_CONTROL && length >= 4) {
        requireBytes(1 + length);
        transparent = (file[at + 1] & 1) == 1 ? file[at + 4] & 0xFF : -1;
      }
      while (length != 0) {
        requireBytes(2 + length);
        at += 1 + length;
        length = file[at] & 0xFF;
      }
      at++;
    }

    private int unsignedShort(int position) {
      return Short.toUnsignedInt(view.getShort(position));
    }

    private void requireBytes(int count) {
      if (at + count > file.length) {
        throw new UndecodableImageException(
            Reason.TRUNCATED,
            "the GIF file ends after " + file.length + " bytes, before its first frame");
      }
    }
  }
}
