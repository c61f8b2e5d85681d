package org.semblance.image.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.semblance.image.ImageFormat;
import org.semblance.image.ImageLimits;
import org.semblance.image.TestImages;
import org.semblance.image.UndecodableImageException;
import org.semblance.image.UndecodableImageException.Reason;

class ImageDecoderTest {

  private static final byte[] JPEG = TestImages.jpeg(TestImages.ramp(64, 48));
  private static final byte[] PNG = TestImages.png(TestImages.noise(20, 10));
  private static final int IHDR_DATA = 16;
  private static final ImageDecoder DECODER =
      new ImageDecoder(new ImageLimits(100_000_000, 50_000_000, 65_500, 5));

  @Test
  void refusesNoBytes() {
    refuses(new byte[0], Reason.EMPTY, "the file has no bytes");
  }

  @Test
  void refusesTextThatIsNamedLikeAPicture() {
    refuses(
        "not an image".getBytes(UTF_8),
        Reason.NOT_AN_IMAGE,
        "the first bytes are of no known image format: 6e 6f 74 20 61 6e 20 69");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.01, 0.1, 0.3, 0.5, 0.7, 0.9, 0.99})
  void refusesATruncatedJpeg(double share) {
    byte[] part = Arrays.copyOf(JPEG, (int) (share * JPEG.length));
    assertThatExceptionOfType(UndecodableImageException.class)
        .isThrownBy(() -> ImageDecoder.decode(part))
        .matches(failure -> failure.reason() == Reason.TRUNCATED);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void refusesAJpegThatLacksItsLastBytes(int missing) {
    byte[] part = Arrays.copyOf(JPEG, JPEG.length - missing);
    refuses(
        part,
        Reason.TRUNCATED,
        "the JPEG file has no end-of-image marker in " + part.length + " bytes");
  }

  @Test
  void refusesAJpegWhoseRestWasNeverWritten() {
    byte[] preallocated = JPEG.clone();
    Arrays.fill(preallocated, JPEG.length / 2, JPEG.length, (byte) 0);
    assertThatExceptionOfType(UndecodableImageException.class)
        .isThrownBy(() -> ImageDecoder.decode(preallocated))
        .matches(failure -> failure.reason() == Reason.TRUNCATED);
  }

  @Test
  void refusesAJpegWhoseDataEndsTooEarly() {
    byte[] cut = Arrays.copyOf(JPEG, JPEG.length * 9 / 10);
    cut[cut.length - 2] = (byte) 0xFF;
    cut[cut.length - 1] = (byte) 0xD9;
    assertThatExceptionOfType(UndecodableImageException.class)
        .isThrownBy(() -> ImageDecoder.decode(cut))
        .matches(failure -> failure.reason() == Reason.CORRUPT);
  }

  @Test
  void acceptsBytesBehindTheEndOfAJpeg() {
    byte[] longer = Arrays.copyOf(JPEG, JPEG.length + 100);
    assertThat(ImageDecoder.decode(longer).pixels()).isEqualTo(ImageDecoder.decode(JPEG).pixels());
  }

  @Test
  void namesTheJpegProcessItDoesNotSupport() {
    byte[] arithmetic = JPEG.clone();
    arithmetic[frameHeader(JPEG)] = (byte) 0xC9;
    refuses(
        arithmetic,
        Reason.UNSUPPORTED,
        "JPEG process 0xC9 with 3 components of 8 bits is not supported");
  }

  @ParameterizedTest
  @ValueSource(ints = {9, 20, 40, 200})
  void refusesATruncatedPng(int length) {
    assertThatExceptionOfType(UndecodableImageException.class)
        .isThrownBy(() -> ImageDecoder.decode(Arrays.copyOf(PNG, length)))
        .matches(failure -> failure.reason() == Reason.TRUNCATED);
  }

  @Test
  void readsAPngThatLacksOnlyItsEnd() {
    byte[] part = Arrays.copyOf(PNG, PNG.length - 12);
    assertThat(ImageDecoder.decode(part).pixels()).isEqualTo(ImageDecoder.decode(PNG).pixels());
  }

  @Test
  void refusesAPngWithoutTheEndOfItsData() {
    int end = PNG.length - 12 - 4;
    refuses(
        Arrays.copyOf(PNG, end),
        Reason.TRUNCATED,
        "the PNG chunk at byte 33 ends behind the last of " + end + " bytes");
  }

  @Test
  void refusesAPngWithAFlippedBit() {
    byte[] flipped = PNG.clone();
    flipped[PNG.length / 2] ^= 4;
    assertThatExceptionOfType(UndecodableImageException.class)
        .isThrownBy(() -> ImageDecoder.decode(flipped))
        .withMessageMatching("the PNG chunk at byte \\d+ has a wrong checksum")
        .matches(failure -> failure.reason() == Reason.CORRUPT);
  }

  @Test
  void refusesAPictureThatWouldFillTheHeap() {
    byte[] huge = PNG.clone();
    ByteBuffer.wrap(huge).putInt(IHDR_DATA, 8191).putInt(IHDR_DATA + 4, 8191);
    writeHeaderChecksum(huge);
    refuses(
        huge, Reason.TOO_LARGE, "8191 x 8191 pixels are more than ingest.limits.pixels 50000000");
  }

  @Test
  void refusesAPictureThatIsALine() {
    byte[] line = PNG.clone();
    ByteBuffer.wrap(line).putInt(IHDR_DATA, 70_000).putInt(IHDR_DATA + 4, 1);
    writeHeaderChecksum(line);
    refuses(line, Reason.TOO_LARGE, "70000 x 1 pixels are longer than ingest.limits.side 65500");
  }

  @Test
  void refusesAHeaderThatTheFileCannotFill() {
    byte[] empty = PNG.clone();
    ByteBuffer.wrap(empty).putInt(IHDR_DATA, 7000).putInt(IHDR_DATA + 4, 7000);
    writeHeaderChecksum(empty);
    refuses(
        empty,
        Reason.CORRUPT,
        empty.length + " bytes cannot hold the 7000 x 7000 pixels that the PNG header says");
  }

  @Test
  void refusesAFileOfTooManyBytes() {
    ImageDecoder strict = new ImageDecoder(new ImageLimits(10, 1000, 1000, 1));
    assertThatExceptionOfType(UndecodableImageException.class)
        .isThrownBy(() -> strict.read(PNG))
        .withMessage("the file has " + PNG.length + " bytes, more than ingest.limits.bytes 10")
        .matches(failure -> failure.reason() == Reason.TOO_LARGE);
  }

  @Test
  void refusesAPngThatHoldsFewerPixelsThanItSays() {
    byte[] taller = PNG.clone();
    ByteBuffer.wrap(taller).putInt(IHDR_DATA + 4, 11);
    writeHeaderChecksum(taller);
    refuses(taller, Reason.CORRUPT, "the PNG data ends in row 10 of 11");
  }

  @ParameterizedTest
  @ValueSource(strings = {"gif", "bmp"})
  void refusesATruncatedFileOfARarerFormat(String format) throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(40, 30, BufferedImage.TYPE_3BYTE_BGR), format, file);
    byte[] part = Arrays.copyOf(file.toByteArray(), file.size() / 2);
    assertThatExceptionOfType(UndecodableImageException.class)
        .isThrownBy(() -> ImageDecoder.decode(part))
        .matches(failure -> failure.reason() != Reason.NOT_AN_IMAGE);
  }

  @Test
  void saysWhichFilesAreStoredAsTheyAre() {
    assertThat(DECODER.read(PNG).plain()).isTrue();
    assertThat(DECODER.read(PNG).format()).isEqualTo(ImageFormat.PNG);
    assertThat(DECODER.read(JPEG).plain()).isTrue();
    assertThat(DECODER.read(JPEG).format()).isEqualTo(ImageFormat.JPEG);
  }

  @Test
  void grayIsNotPlain() throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(4, 3, BufferedImage.TYPE_BYTE_GRAY), "png", file);
    assertThat(DECODER.read(file.toByteArray()).plain()).isFalse();
  }

  private static void refuses(byte[] file, Reason reason, String message) {
    assertThatExceptionOfType(UndecodableImageException.class)
        .isThrownBy(() -> DECODER.read(file))
        .withMessage(message)
        .matches(failure -> failure.reason() == reason);
  }

  private static int frameHeader(byte[] jpeg) {
    for (int i = 2; i + 1 < jpeg.length; i++) {
      if ((jpeg[i] & 0xFF) == 0xFF && (jpeg[i + 1] & 0xFF) == 0xC0) {
        return i + 1;
      }
    }
    throw new IllegalArgumentException("no baseline frame");
  }

  private static void writeHeaderChecksum(byte[] png) {
    CRC32 checksum = new CRC32();
    checksum.update(png, IHDR_DATA - 4, 17);
    ByteBuffer.wrap(png).putInt(IHDR_DATA + 13, (int) checksum.getValue());
  }
}
