package org.semblance.image.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.semblance.image.RgbImage;
import org.semblance.image.StoredFormat;
import org.semblance.image.TestImages;

class ImageEncoderTest {

  /** Quality 95 on a smooth image; chroma is halved. */
  private static final int JPEG_TOLERANCE = 8;

  @Test
  void pngKeepsEveryPixel() {
    RgbImage image = TestImages.noise(31, 17);
    RgbImage again = ImageDecoder.decode(ImageEncoder.encode(image, StoredFormat.PNG, 1));
    assertThat(again.width()).isEqualTo(31);
    assertThat(again.height()).isEqualTo(17);
    assertThat(again.pixels()).isEqualTo(image.pixels());
  }

  @Test
  void jpegStaysClose() {
    RgbImage image = TestImages.ramp(64, 48);
    byte[] again = ImageDecoder.decode(ImageEncoder.encode(image, StoredFormat.JPEG, 95)).pixels();
    for (int i = 0; i < again.length; i++) {
      int difference = Math.abs((again[i] & 0xFF) - (image.pixels()[i] & 0xFF));
      assertThat(difference).isLessThanOrEqualTo(JPEG_TOLERANCE);
    }
  }

  @Test
  void betterQualityIsLarger() {
    RgbImage image = TestImages.noise(64, 64);
    assertThat(ImageEncoder.encode(image, StoredFormat.JPEG, 90).length)
        .isGreaterThan(ImageEncoder.encode(image, StoredFormat.JPEG, 40).length);
  }

  @ParameterizedTest
  @EnumSource(StoredFormat.class)
  void equalPixelsGiveEqualBytes(StoredFormat format) {
    RgbImage image = TestImages.noise(20, 20);
    assertThat(ImageEncoder.encode(image, format, 80))
        .isEqualTo(ImageEncoder.encode(image, format, 80));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 101, -3})
  void refusesAQualityOffTheScale(int quality) {
    assertThatThrownBy(() -> ImageEncoder.encode(TestImages.ramp(4, 4), StoredFormat.JPEG, quality))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("quality must be in [1, 100], got " + quality);
  }
}
