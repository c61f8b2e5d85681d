package org.semblance.image.hostile;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import org.semblance.image.TestImages;

/** Fifty small files that are, or say that they are, enormous. */
public final class Bombs {

  private static final int[][] SIZES = {
    {8191, 8191}, {7000, 7000}, {65_500, 760}, {1, 67_108_863}, {65_535, 65_535}, {70_000, 1}
  };

  private Bombs() {}

  /** By what they are. */
  public static Map<String, byte[]> all() {
    Map<String, byte[]> bombs = new LinkedHashMap<>();
    for (int[] size : SIZES) {
      String name = size[0] + " x " + size[1];
      for (int color : new int[] {0, 3, 6}) {
        bombs.put("png " + name + " without data, color " + color, png(size, color, 0, 0));
      }
      bombs.put("png " + name + " interlaced", png(size, 6, 1, 0));
      bombs.put("gif " + name, gif(size));
      bombs.put("bmp " + name, bmp(size, 24, 0));
      bombs.put("bmp " + name + " run lengths", bmp(size, 8, 1));
      bombs.put("jpeg " + name, jpeg(size, 1));
    }
    return addAll(bombs);
  }

  private static Map<String, byte[]> addAll(Map<String, byte[]> bombs) {
    bombs.put("png of 48 megapixels of zeros, gray", png(new int[] {8000, 6000}, 0, 0, 48_006_000));
    bombs.put("png of a longer stream than it needs", png(new int[] {10, 10}, 0, 0, 400_000_000));
    bombs.put("jpeg of 2000 scans", jpeg(new int[] {2000, 2000}, 2000));
    bombs.put("webp lossy", webp(0, 0, 16_383, 16_383));
    bombs.put("webp lossy within the limits", webp(0, 0, 7000, 7000));
    bombs.put("webp whose frame is larger than its canvas", webp(7, 90, 7986, 6501));
    bombs.put("webp whose canvas is huge", webp(1 << 24, 1 << 24, 4, 4));
    return bombs;
  }

  private static byte[] png(int[] size, int color, int interlace, int zeros) {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes("\u0089PNG\r\n\u001a\n".getBytes(ISO_8859_1));
    ByteBuffer header = ByteBuffer.allocate(13).putInt(size[0]).putInt(size[1]);
    header.put((byte) (color == 6 ? 16 : 8)).put((byte) color).putShort((short) 0);
    chunk(file, "IHDR", header.put((byte) interlace).array());
    chunk(file, "PLTE", new byte[3]);
    chunk(file, "IDAT", deflatedZeros(zeros));
    chunk(file, "IEND", new byte[0]);
    return file.toByteArray();
  }

  private static byte[] deflatedZeros(int count) {
    Deflater deflater = new Deflater(1);
    byte[] input = new byte[1 << 16];
    byte[] output = new byte[1 << 16];
    ByteArrayOutputStream deflated = new ByteArrayOutputStream();
    for (int left = count; left > 0; left -= input.length) {
      deflater.setInput(input, 0, Math.min(left, input.length));
      while (!deflater.needsInput()) {
        deflated.write(output, 0, deflater.deflate(output));
      }
    }
    deflater.finish();
    while (!deflater.finished()) {
      deflated.write(output, 0, deflater.deflate(output));
    }
    deflater.end();
    return deflated.toByteArray();
  }

  private static void chunk(ByteArrayOutputStream file, String type, byte[] data) {
    CRC32 checksum = new CRC32();
    checksum.update(type.getBytes(ISO_8859_1));
    checksum.update(data);
    file.writeBytes(ByteBuffer.allocate(4).putInt(data.length).array());
    file.writeBytes(type.getBytes(ISO_8859_1));
    file.writeBytes(data);
    file.writeBytes(ByteBuffer.allocate(4).putInt((int) checksum.getValue()).array());
  }

  private static byte[] gif(int[] size) {
    ByteBuffer file = ByteBuffer.allocate(40).order(ByteOrder.LITTLE_ENDIAN);
    file.put("GIF89a".getBytes(ISO_8859_1)).putShort((short) size[0]).putShort((short) size[1]);
    file.put((byte) 0x80).putShort((short) 0).put(new byte[6]);
    file.put((byte) 0x2c).putInt(0).putShort((short) size[0]).putShort((short) size[1]);
    file.put((byte) 0).put((byte) 2).put((byte) 1).put((byte) 0x54).put((byte) 0).put((byte) ';');
    return file.array();
  }

  private static byte[] bmp(int[] size, int bits, int compression) {
    ByteBuffer file = ByteBuffer.allocate(14 + 40 + 1024 + 2).order(ByteOrder.LITTLE_ENDIAN);
    file.put((byte) 'B').put((byte) 'M').putInt(file.capacity()).putInt(0).putInt(14 + 40 + 1024);
    file.putInt(40).putInt(size[0]).putInt(size[1]).putShort((short) 1).putShort((short) bits);
    file.putInt(compression).putInt(2);
    return file.array();
  }

  /** A valid file whose frame header says another size and whose scan is repeated. */
  private static byte[] jpeg(int[] size, int scans) {
    byte[] small = TestImages.jpeg(TestImages.uniform(16, 16, 1, 2, 3));
    int frame = indexOf(small, 0xC0);
    small[frame + 4] = (byte) (size[1] >> 8);
    small[frame + 5] = (byte) size[1];
    small[frame + 6] = (byte) (size[0] >> 8);
    small[frame + 7] = (byte) size[0];
    int scan = indexOf(small, 0xDA) - 1;
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.write(small, 0, scan);
    for (int i = 0; i < scans; i++) {
      file.write(small, scan, small.length - 2 - scan);
    }
    file.write(small, small.length - 2, 2);
    return file.toByteArray();
  }

  private static int indexOf(byte[] jpeg, int marker) {
    int at = 1;
    while ((jpeg[at - 1] & 0xFF) != 0xFF || (jpeg[at] & 0xFF) != marker) {
      at++;
    }
    return at;
  }

  /** A lossy frame's header, on a canvas if that has a size. */
  private static byte[] webp(int canvasWidth, int canvasHeight, int width, int height) {
    ByteBuffer file = ByteBuffer.allocate(12 + 18 + 18).order(ByteOrder.LITTLE_ENDIAN);
    file.put("RIFF".getBytes(ISO_8859_1)).putInt(canvasWidth > 0 ? 40 : 22);
    file.put("WEBP".getBytes(ISO_8859_1));
    if (canvasWidth > 0) {
      file.put("VP8X".getBytes(ISO_8859_1)).putInt(10).putInt(0);
      file.putShort((short) (canvasWidth - 1)).put((byte) ((canvasWidth - 1) >> 16));
      file.putShort((short) (canvasHeight - 1)).put((byte) ((canvasHeight - 1) >> 16));
    }
    file.put("VP8 ".getBytes(ISO_8859_1)).putInt(10);
    file.put((byte) 0x10).put((byte) 2).put((byte) 0);
    file.put((byte) 0x9d).put((byte) 1).put((byte) 0x2a);
    file.putShort((short) width).putShort((short) height);
    return Arrays.copyOf(file.array(), file.position());
  }
}
