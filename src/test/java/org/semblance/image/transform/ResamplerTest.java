package org.semblance.image.transform;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.semblance.image.RgbImage;
import org.semblance.image.TestImages;

class ResamplerTest {

  @ParameterizedTest
  @EnumSource(ResizeFilter.class)
  void aUniformPictureStaysUniform(ResizeFilter filter) {
    RgbImage resized = Resampler.resize(TestImages.uniform(37, 23, 10, 200, 255), 11, 50, filter);
    assertThat(resized.pixels()).isEqualTo(TestImages.uniform(11, 50, 10, 200, 255).pixels());
  }

  @Test
  void theSameSizeIsTheSamePicture() {
    RgbImage image = TestImages.noise(9, 7);
    assertThat(Resampler.resize(image, 9, 7, ResizeFilter.LANCZOS)).isSameAs(image);
  }

  @ParameterizedTest
  @CsvSource({"348,464,192,192,256", "464,348,192,256,192", "105,105,64,64,64", "3,1000,1,1,333"})
  void keepsTheProportions(int width, int height, int side, int newWidth, int newHeight) {
    RgbImage resized =
        Resampler.resizeShorterSide(
            TestImages.uniform(width, height, 1, 2, 3), side, ResizeFilter.BILINEAR);
    assertThat(resized.width()).isEqualTo(newWidth);
    assertThat(resized.height()).isEqualTo(newHeight);
  }

  /** A checkerboard of single pixels holds no lower frequency: reduced, it must be flat gray. */
  @Test
  void doesNotAliasWhenReducing() {
    byte[] pixels = new byte[3 * 64 * 64];
    for (int i = 0; i < pixels.length; i++) {
      int pixel = i / 3;
      pixels[i] = (byte) ((pixel % 64 + pixel / 64) % 2 == 0 ? 255 : 0);
    }
    RgbImage reduced =
        Resampler.resize(new RgbImage(64, 64, pixels), 16, 16, ResizeFilter.BILINEAR);
    for (byte value : reduced.pixels()) {
      assertThat(value & 0xFF).isBetween(126, 129);
    }
  }
}
