package org.semblance.image;

import java.io.Serializable;
import org.semblance.config.Setting;
import org.semblance.image.UndecodableImageException.Reason;

/**
 * What one image may cost; all but the time is compared with what the header says before memory is
 * taken; section {@code ingest.limits}.
 *
 * @param bytes largest file or archive entry, at least 1
 * @param pixels most pixels, at least 1; decoding takes 3 to 7 bytes of heap for each
 * @param side longest side in pixels, 1 to 65500
 * @param seconds most time of one core to decode, at least 1
 */
public record ImageLimits(
    @Setting(
            value = "Largest file or archive entry.",
            byDefault = "100000000",
            atLeast = 1,
            unit = "bytes")
        long bytes,
    @Setting(
            value = "Most pixels. Decoding takes 3 to 7 bytes of the executor's heap for each.",
            byDefault = "50000000",
            atLeast = 1,
            atMost = ImageLimits.MOST_PIXELS,
            unit = "pixels")
        long pixels,
    @Setting(
            value = "Longest side.",
            byDefault = "65500",
            atLeast = 1,
            atMost = ImageLimits.MOST_SIDE,
            unit = "pixels")
        int side,
    @Setting(
            value = "Most time of one core to decode an image.",
            byDefault = "5",
            atLeast = 1,
            unit = "seconds")
        int seconds)
    implements Serializable {

  /** The longest side that libjpeg reads and writes. */
  static final int MOST_SIDE = 65500;

  /** The RGB of an image is one array, whose length some Java runtimes end at this. */
  static final long MOST_PIXELS = (Integer.MAX_VALUE - 8) / 3;

  /** For what Semblance stored itself. */
  public static final ImageLimits STORED =
      new ImageLimits(Integer.MAX_VALUE, MOST_PIXELS, MOST_SIDE, Integer.MAX_VALUE);

  public ImageLimits {
    requirePositive("bytes", bytes);
    requireRange("pixels", pixels, MOST_PIXELS);
    requireRange("side", side, MOST_SIDE);
    requirePositive("seconds", seconds);
  }

  private static void requirePositive(String name, long value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " must be at least 1, got " + value);
    }
  }

  private static void requireRange(String name, long value, long most) {
    if (value < 1 || value > most) {
      throw new IllegalArgumentException(name + " must be in [1, " + most + "], got " + value);
    }
  }

  /**
   * Refuses a file that is too long.
   *
   * @throws UndecodableImageException if it has more than {@link #bytes}
   */
  public void requireBytes(long length) {
    if (length > bytes) {
      throw tooLarge("the file has " + length + " bytes, more than ingest.limits.bytes " + bytes);
    }
  }

  /**
   * Refuses the size that a header states.
   *
   * @throws UndecodableImageException if there are no pixels, too many, or a side is too long
   */
  public void requireSize(long width, long height) {
    String size = width + " x " + height + " pixels";
    if (width < 1 || height < 1) {
      throw new UndecodableImageException(Reason.CORRUPT, "the header says " + size);
    }
    if (Math.max(width, height) > side) {
      throw tooLarge(size + " are longer than ingest.limits.side " + side);
    }
    if (width > pixels / height) {
      throw tooLarge(size + " are more than ingest.limits.pixels " + pixels);
    }
  }

  private static UndecodableImageException tooLarge(String detail) {
    return new UndecodableImageException(Reason.TOO_LARGE, detail);
  }
}
