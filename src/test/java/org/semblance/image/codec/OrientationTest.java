package org.semblance.image.codec;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.semblance.image.RgbImage;
import org.semblance.image.TestImages;

/** The orientation wherever a format keeps it; 20 x 10 stored pixels become 10 x 20. */
class OrientationTest {

  private static final RgbImage STORED = TestImages.ramp(20, 10);
  private static final byte[] JPEG = TestImages.jpeg(STORED);
  private static final byte[] PNG = TestImages.png(STORED);
  private static final int SHORT = 3;
  private static final int LONG = 4;
  private static final String PACKET = "<rdf:Description tiff:Orientation=\"6\"/>";

  private static byte[] exif(ByteOrder order, int type, int orientation) {
    ByteBuffer tiff = ByteBuffer.allocate(26).order(order);
    tiff.put((order == ByteOrder.BIG_ENDIAN ? "MM" : "II").getBytes(ISO_8859_1));
    tiff.putShort((short) 42).putInt(8).putShort((short) 1);
    tiff.putShort((short) 0x0112).putShort((short) type).putInt(1);
    if (type == LONG) {
      tiff.putInt(orientation);
    } else if (type == SHORT) {
      tiff.putShort((short) orientation);
    } else {
      tiff.put((byte) orientation);
    }
    return tiff.array();
  }

  private static byte[] six() {
    return exif(ByteOrder.LITTLE_ENDIAN, SHORT, 6);
  }

  private static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  private static byte[] latin(String text) {
    return text.getBytes(ISO_8859_1);
  }

  private static byte[] jpeg(byte[]... exifs) {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.write(JPEG, 0, 2);
    for (byte[] exif : exifs) {
      ByteBuffer head = ByteBuffer.allocate(4).putShort((short) 0xFFE1);
      head.putShort((short) (2 + 6 + exif.length));
      file.writeBytes(joined(head.array(), latin("Exif\0\0"), exif));
    }
    file.write(JPEG, 2, JPEG.length - 2);
    return file.toByteArray();
  }

  /** The chunk behind the header. */
  private static byte[] png(String type, byte[] data) {
    byte[] named = joined(latin(type), data);
    CRC32 checksum = new CRC32();
    checksum.update(named);
    byte[] length = ByteBuffer.allocate(4).putInt(data.length).array();
    byte[] sum = ByteBuffer.allocate(4).putInt((int) checksum.getValue()).array();
    byte[] rest = Arrays.copyOfRange(PNG, 33, PNG.length);
    return joined(Arrays.copyOf(PNG, 33), length, named, sum, rest);
  }

  private static byte[] deflated(byte[] bytes) {
    Deflater deflater = new Deflater();
    deflater.setInput(bytes);
    deflater.finish();
    byte[] buffer = new byte[bytes.length + 100];
    int length = deflater.deflate(buffer);
    deflater.end();
    return Arrays.copyOf(buffer, length);
  }

  private static void assertTurned(byte[] file) {
    RgbImage image = ImageDecoder.decode(file);
    assertThat(image.width()).isEqualTo(10);
    assertThat(image.height()).isEqualTo(20);
  }

  private static void assertAsStored(byte[] file) {
    assertThat(ImageDecoder.decode(file).width()).isEqualTo(20);
  }

  @ParameterizedTest
  @EnumSource(Orientation.class)
  void keepsThePixels(Orientation orientation) {
    RgbImage image = TestImages.noise(5, 3);
    RgbImage turned = orientation.apply(image);
    assertThat((long) turned.width() * turned.height()).isEqualTo(15);
    byte[] before = image.pixels().clone();
    byte[] after = turned.pixels().clone();
    Arrays.sort(before);
    Arrays.sort(after);
    assertThat(after).isEqualTo(before);
  }

  @ParameterizedTest
  @CsvSource({"true, 3", "true, 4", "false, 3", "false, 4"})
  void isAShortOrALongOfEitherByteOrder(boolean bigEndian, int type) {
    ByteOrder order = bigEndian ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    assertTurned(jpeg(exif(order, type, 6)));
    assertTurned(png("eXIf", exif(order, type, 6)));
  }

  @Test
  void isNotAnotherTypeOrNumber() {
    assertAsStored(jpeg(exif(ByteOrder.LITTLE_ENDIAN, 1, 6)));
    assertAsStored(jpeg(exif(ByteOrder.BIG_ENDIAN, SHORT, 9)));
    assertAsStored(jpeg(exif(ByteOrder.BIG_ENDIAN, LONG, -1)));
  }

  @Test
  void theFirstSegmentOfAJpegCounts() {
    byte[] one = exif(ByteOrder.LITTLE_ENDIAN, SHORT, 1);
    assertTurned(jpeg(six(), one));
    assertAsStored(jpeg(one, six()));
    assertTurned(jpeg(six(), latin("II*\0\10\0\0\0\0\0")));
  }

  @Test
  void damagedMetadataTurnNothing() {
    for (int length = 0; length < 20; length++) {
      assertAsStored(jpeg(Arrays.copyOf(six(), length)));
    }
    byte[] far = six();
    far[7] = (byte) 0xFF;
    assertAsStored(jpeg(far));
  }

  @Test
  void isReadFromTheTextsOfAPng() {
    String hex = "\nexif\n      " + six().length + "\n" + HexFormat.of().formatHex(six()) + "\n";
    assertTurned(png("tEXt", latin("Raw profile type exif\0" + hex)));
    assertTurned(png("zTXt", joined(latin("Raw profile type exif\0\0"), deflated(latin(hex)))));
    assertTurned(png("iTXt", latin("XML:com.adobe.xmp\0\0\0\0\0" + PACKET)));
    assertTurned(
        png("iTXt", joined(latin("XML:com.adobe.xmp\0\1\0\0\0"), deflated(latin(PACKET)))));
    assertTurned(
        png("iTXt", latin("XML:com.adobe.xmp\0\0\0\0\0<tiff:Orientation> 6</tiff:Orientation>")));
  }

  @Test
  void oddTextsOfAPngTurnNothing() {
    assertAsStored(png("tEXt", latin("Comment\0tiff:Orientation=\"6\"")));
    assertAsStored(png("tEXt", latin("Raw profile type exif\0\nexif\n  3\nxyz")));
    assertAsStored(png("tEXt", latin("Raw profile type exif")));
    assertAsStored(png("zTXt", latin("Raw profile type exif\0\0 not deflated")));
    assertAsStored(png("iTXt", latin("XML:com.adobe.xmp\0\1")));
    assertAsStored(png("eXIf", new byte[0]));
  }

  @Test
  void theNameThatJpegPutsBeforeExifIsSkipped() {
    assertTurned(png("eXIf", joined(latin("Exif\0\0"), six())));
  }
}
