package org.semblance.image.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.semblance.image.RgbImage;
import org.semblance.image.TestImages;
import org.semblance.image.augment.RandomErasing.Fill;

class ImageOperationTest {

  private static final RgbImage IMAGE = TestImages.noise(24, 18);

  static Stream<ImageOperation> operations() {
    return Stream.of(
        new ColorJitter(0.4, 0.4, 0.4, 0.1),
        new RandomGrayscale(0.5),
        new GaussianBlur(0.5, 7, 0.1, 2),
        new RandomErasing(0.9, 0.02, 0.33, 0.3, 3.3, Fill.NOISE),
        new RandAugment(3, 20));
  }

  private static SplittableRandom seed(long seed) {
    return new SplittableRandom(seed);
  }

  @ParameterizedTest
  @MethodSource("operations")
  void theSeedDecidesAndTheImageStaysAsItIs(ImageOperation operation) {
    byte[] before = IMAGE.pixels().clone();
    for (long seed = 0; seed < 20; seed++) {
      RgbImage changed = operation.apply(IMAGE, seed(seed));
      assertThat(changed.pixels()).isEqualTo(operation.apply(IMAGE, seed(seed)).pixels());
      assertThat(changed.width()).isEqualTo(24);
    }
    assertThat(IMAGE.pixels()).isEqualTo(before);
  }

  @ParameterizedTest
  @MethodSource("operations")
  void takesImagesOfOnePixel(ImageOperation operation) {
    RgbImage pixel = TestImages.uniform(1, 1, 9, 90, 200);
    for (long seed = 0; seed < 20; seed++) {
      assertThat(operation.apply(pixel, seed(seed)).pixels()).hasSize(3);
    }
  }

  @Test
  void aProbabilityIsAShareOfTheImages() {
    RandomGrayscale some = new RandomGrayscale(0.3);
    int gray = 0;
    for (long seed = 0; seed < 1000; seed++) {
      gray += Arrays.equals(some.apply(IMAGE, seed(seed)).pixels(), IMAGE.pixels()) ? 0 : 1;
    }
    assertThat(gray).isBetween(250, 350);
    assertThat(new RandomGrayscale(0).apply(IMAGE, seed(1))).isSameAs(IMAGE);
  }

  @Test
  void noJitterIsTheImageItself() {
    assertThat(new ColorJitter(0, 0, 0, 0).apply(IMAGE, seed(1))).isSameAs(IMAGE);
  }

  @ParameterizedTest
  @EnumSource(RandAugment.Operation.class)
  void noStrengthIsNearlyTheImageItself(RandAugment.Operation operation) {
    RgbImage full = TestImages.ramp(256, 256);
    boolean stretches = operation.name().startsWith("EQUAL") || operation.name().startsWith("AUTO");
    byte[] changed = operation.apply(full, 0, 1).pixels();
    for (int i = 0; !stretches && i < changed.length; i++) {
      int level = full.pixels()[i] & 0xFF;
      // Solarize inverts from its threshold on, which is 255 then.
      int expected = operation == RandAugment.Operation.SOLARIZE && level == 255 ? 0 : level;
      assertThat(changed[i] & 0xFF).isEqualTo(expected);
    }
  }

  @Test
  void erasesAPartOfTheArea() {
    RgbImage white = TestImages.uniform(100, 80, 255, 255, 255);
    RandomErasing erasing = new RandomErasing(1, 0.1, 0.2, 0.5, 2, Fill.BLACK);
    for (long seed = 0; seed < 50; seed++) {
      int black = 0;
      for (byte sample : erasing.apply(white, seed(seed)).pixels()) {
        black += sample == 0 ? 1 : 0;
      }
      assertThat(black / (3.0 * 100 * 80)).isBetween(0.09, 0.21);
    }
  }

  @Test
  void refusesWhatCannotBe() {
    assertThatThrownBy(() -> new ColorJitter(-0.1, 0, 0, 0))
        .hasMessage("brightness must be at least 0, got -0.1");
    assertThatThrownBy(() -> new ColorJitter(0, 0, 0, 0.6))
        .hasMessage("hue must be in [0, 0.5], got 0.6");
    assertThatThrownBy(() -> new RandomGrayscale(1.5))
        .hasMessage("probability must be in [0, 1], got 1.5");
    assertThatThrownBy(() -> new GaussianBlur(1, 4, 1, 1))
        .hasMessage("kernel must be odd and at least 1, got 4");
    assertThatThrownBy(() -> new GaussianBlur(1, 5, 2, 1))
        .hasMessage("sigma-min must be positive and at most sigma-max, got 2.0 and 1.0");
    assertThatThrownBy(() -> new RandomErasing(1, 0.5, 0.2, 1, 1, Fill.MEAN))
        .hasMessage(
            "scale-min must be positive and at most scale-max, which must be at most 1, got 0.5 and"
                + " 0.2");
    assertThatThrownBy(() -> new RandomErasing(1, 0.1, 0.2, 2, 1, Fill.MEAN))
        .hasMessage("ratio-min must be positive and at most ratio-max, got 2.0 and 1.0");
    assertThatThrownBy(() -> new RandAugment(0, 9))
        .hasMessage("operations must be at least 1, got 0");
    assertThatThrownBy(() -> new RandAugment(2, 31))
        .hasMessage("magnitude must be in [0, 30], got 31");
  }
}
