package org.semblance.image.jpeg;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.semblance.image.RgbImage;

/**
 * Baseline JPEG at 1/2, 1/4 or 1/8 of its size: the inverse DCT of a block gives 4 x 4, 2 x 2 or
 * one sample, of subsampled chrominance twice as many each way. That is what libjpeg does for a
 * {@code scale_denom} (Pillow's draft mode), to the bit; the JDK's reader does not offer it.
 */
public final class ScaledJpeg {

  private static final int[] NATURAL_ORDER = {
    0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27, 20,
    13, 6, 7, 14, 21, 28, 35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59,
    52, 45, 38, 31, 39, 46, 53, 60, 61, 54, 47, 55, 62, 63
  };

  private final byte[] file;
  private final int size;
  private final int[][] quantizers = new int[4][];
  private final @Nullable HuffmanTable[] dcTables = new @Nullable HuffmanTable[4];
  private final @Nullable HuffmanTable[] acTables = new @Nullable HuffmanTable[4];
  private final List<Plane> planes = new ArrayList<>();
  private final ReducedDct dct = new ReducedDct();
  private final int[] block = new int[64];

  /** Whether all of {@link #block} but its first coefficient is 0. */
  private boolean flat = true;

  private int width;
  private int height;
  private int restartInterval;

  private ScaledJpeg(byte[] file, int denominator) {
    this.file = file;
    this.size = 8 / denominator;
  }

  /**
   * The pixels at a part of the size, sides rounded up; null where the file is of a form that is
   * not decoded so, or is damaged: decoded in full it is read, or refused for a reason.
   *
   * @param file whole, YCbCr or gray, without metadata
   * @param denominator 2, 4 or 8
   */
  public static @Nullable RgbImage decode(byte[] file, int denominator) {
    try {
      return new ScaledJpeg(file, denominator).decode();
    } catch (DamagedJpegException | IndexOutOfBoundsException damaged) {
      return null;
    }
  }

  private @Nullable RgbImage decode() {
    int at = 2;
    while (true) {
      int marker = file[at + 1] & 0xFF;
      int start = at + 4;
      int end = at + 2 + unsignedShort(at + 2);
      if ((file[at] & 0xFF) != 0xFF) {
        return null;
      }
      switch (marker) {
        case 0xDB -> readQuantizers(start, end);
        case 0xC4 -> readHuffmanTables(start, end);
        case 0xDD -> restartInterval = unsignedShort(start);
        case 0xC0, 0xC1 -> readFrame(start);
        case 0xEE -> {}
        case 0xDA -> {
          return isSupported() && takesAll(start) ? scan(end) : null;
        }
        default -> {
          return null;
        }
      }
      at = end;
    }
  }

  private void readQuantizers(int start, int end) {
    int at = start;
    while (at < end) {
      boolean wide = file[at] >> 4 != 0;
      int[] table = new int[64];
      for (int i = 0; i < 64; i++) {
        table[i] = wide ? unsignedShort(at + 1 + 2 * i) : file[at + 1 + i] & 0xFF;
      }
      quantizers[file[at] & 3] = table;
      at += wide ? 129 : 65;
    }
  }

  private void readHuffmanTables(int start, int end) {
    int at = start;
    while (at < end) {
      HuffmanTable table = new HuffmanTable(file, at + 1);
      (file[at] >> 4 == 0 ? dcTables : acTables)[file[at] & 3] = table;
      at += 1 + table.bytes();
    }
  }

  private void readFrame(int start) {
    height = unsignedShort(start + 1);
    width = unsignedShort(start + 3);
    for (int i = 0; i < file[start + 5]; i++) {
      int at = start + 6 + 3 * i;
      planes.add(new Plane(file[at], file[at + 1] >> 4, file[at + 1] & 15, file[at + 2] & 3));
    }
  }

  /**
   * Gray, or color whose chrominance has the samples of the luminance, or half of them each way.
   */
  private boolean isSupported() {
    if (planes.size() == 1) {
      planes.set(0, planes.get(0).whole());
      return true;
    }
    if (planes.size() != 3) {
      return false;
    }
    Plane luminance = planes.get(0);
    boolean square = luminance.across == luminance.down && luminance.across <= 2;
    return square && planes.get(1).isOne() && planes.get(2).isOne();
  }

  /** Whether the first scan has all components, in their order. */
  private boolean takesAll(int start) {
    boolean all = file[start] == planes.size();
    for (int i = 0; all && i < planes.size(); i++) {
      Plane plane = planes.get(i);
      int tables = file[start + 2 + 2 * i];
      plane.dc = dcTables[tables >> 4 & 3];
      plane.ac = acTables[tables & 3];
      all =
          file[start + 1 + 2 * i] == plane.id
              && plane.dc != null
              && plane.ac != null
              && quantizers[plane.table] != null;
    }
    return all;
  }

  private RgbImage scan(int start) {
    int most = planes.get(0).across;
    int columns = (width + 8 * most - 1) / (8 * most);
    int rows = (height + 8 * most - 1) / (8 * most);
    for (Plane plane : planes) {
      plane.allocate(size * most / plane.across, columns, rows);
    }
    EntropyReader bits = new EntropyReader(file, start);
    int units = 0;
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++, units++) {
        if (restartInterval > 0 && units > 0 && units % restartInterval == 0) {
          bits.restart((units / restartInterval - 1) & 7);
          planes.forEach(plane -> plane.prediction = 0);
        }
        for (Plane plane : planes) {
          readUnit(bits, plane, row, column);
        }
      }
      bits.requireRealBits();
    }
    int scaledWidth = (width * size + 7) / 8;
    int scaledHeight = (height * size + 7) / 8;
    return ScaledColor.image(planes, scaledWidth, scaledHeight);
  }

  private void readUnit(EntropyReader bits, Plane plane, int row, int column) {
    for (int y = 0; y < plane.down; y++) {
      for (int x = 0; x < plane.across; x++) {
        readBlock(bits, plane);
        int top = (row * plane.down + y) * plane.size;
        int left = (column * plane.across + x) * plane.size;
        int at = top * plane.stride + left;
        if (flat) {
          dct.fill(block[0], plane.size, plane.samples, at, plane.stride);
        } else {
          dct.inverse(block, plane.size, plane.samples, at, plane.stride);
        }
      }
    }
  }

  private void readBlock(EntropyReader bits, Plane plane) {
    if (!flat) {
      Arrays.fill(block, 0);
      flat = true;
    }
    int[] quantizer = quantizers[plane.table];
    HuffmanTable dc = Objects.requireNonNull(plane.dc);
    HuffmanTable ac = Objects.requireNonNull(plane.ac);
    plane.prediction += bits.signed(bits.symbol(dc) & 15);
    block[0] = plane.prediction * quantizer[0];
    int k = 1;
    while (k < 64) {
      int symbol = bits.symbol(ac);
      int length = symbol & 15;
      if (length == 0 && symbol != 0xF0) {
        return;
      }
      k += symbol >> 4;
      if (length > 0) {
        if (plane.size == 1) {
          bits.skip(length);
        } else if (k < 64) {
          flat = false;
          block[NATURAL_ORDER[k]] = bits.signed(length) * quantizer[k];
        }
      }
      k++;
    }
    if (k > 64) {
      throw new DamagedJpegException();
    }
  }

  private int unsignedShort(int at) {
    return (file[at] & 0xFF) << 8 | (file[at + 1] & 0xFF);
  }
}
