package org.semblance.image.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.semblance.image.RgbImage;
import org.semblance.image.TestImages;

class TrainRecipeTest {

  private static final int SIDE = 24;

  /** Half a gray level: positions are rounded to 2^-12 and weights to 2^-8 pixels. */
  private static final Offset<Float> HALF_LEVEL = Offset.offset(0.5f / 255);

  static Stream<Augmentation> recipes() {
    return Stream.of(
        new RandomResizedCrop(0.3, 1, 0.75, 1.33, true),
        new MildWarp(0.1, 10, 0.9, 1.1, 5),
        new NoAugmentation());
  }

  private static ImageTransform train(Augmentation recipe) {
    return new TransformSettings(
            SIDE,
            ResizeFilter.BILINEAR,
            recipe,
            new EvalTransform(SIDE),
            List.of(0.0, 0.0, 0.0),
            List.of(1.0, 1.0, 1.0))
        .trainTransform();
  }

  private static float[] written(Augmentation recipe, RgbImage image, long seed) {
    float[] input = new float[3 * SIDE * SIDE];
    train(recipe).write(image, seed, input, 0);
    return input;
  }

  @ParameterizedTest
  @MethodSource("recipes")
  void theSeedDecides(Augmentation recipe) {
    RgbImage image = TestImages.noise(40, 30);
    assertThat(written(recipe, image, 3)).isEqualTo(written(recipe, image, 3));
  }

  @ParameterizedTest
  @MethodSource("recipes")
  void aUniformPictureStaysUniform(Augmentation recipe) {
    RgbImage gray = TestImages.uniform(35, 50, 51, 51, 51);
    for (long seed = 0; seed < 20; seed++) {
      assertThat(written(recipe, gray, seed)).containsOnly(0.2f);
    }
  }

  @ParameterizedTest
  @MethodSource("recipes")
  void takesPicturesOfOnePixel(Augmentation recipe) {
    assertThat(written(recipe, TestImages.uniform(1, 1, 0, 0, 0), 1)).containsOnly(0f);
  }

  @Test
  void cropsDifferBetweenSeeds() {
    RgbImage image = TestImages.noise(40, 30);
    RandomResizedCrop crop = new RandomResizedCrop(0.3, 1, 0.75, 1.33, false);
    assertThat(written(crop, image, 4)).isNotEqualTo(written(crop, image, 5));
  }

  @Test
  void theWholePictureIsTheTestTransform() {
    RgbImage image = TestImages.noise(50, 50);
    assertThat(written(new RandomResizedCrop(1, 1, 1, 1, false), image, 8))
        .isEqualTo(written(new NoAugmentation(), image, 8));
  }

  @Test
  void flipsHalfOfThePictures() {
    RgbImage image = TestImages.noise(50, 50);
    float[] straight = written(new NoAugmentation(), image, 0);
    RandomResizedCrop flipping = new RandomResizedCrop(1, 1, 1, 1, true);
    int flips = 0;
    for (long seed = 0; seed < 200; seed++) {
      float[] input = written(flipping, image, seed);
      if (!Arrays.equals(input, straight)) {
        assertThat(mirrored(input)).isEqualTo(straight);
        flips++;
      }
    }
    assertThat(flips).isBetween(70, 130);
  }

  private static float[] mirrored(float[] input) {
    float[] mirrored = new float[input.length];
    for (int i = 0; i < input.length; i++) {
      int row = i / SIDE;
      mirrored[row * SIDE + SIDE - 1 - i % SIDE] = input[i];
    }
    return mirrored;
  }

  @Test
  void cropsOfAnImpossibleShapeAreCentered() {
    RgbImage strip = TestImages.ramp(400, 4);
    float[] input = written(new RandomResizedCrop(1, 1, 0.9, 1.1, false), strip, 1);
    int middle = SIDE / 2;
    assertThat(input[middle]).isBetween(0.48f, 0.52f);
  }

  @Test
  void noWarpIsThePictureItself() {
    RgbImage image = TestImages.noise(SIDE, SIDE);
    float[] warped = written(new MildWarp(0, 0, 1, 1, 0), image, 2);
    float[] plain = written(new NoAugmentation(), image, 2);
    for (int i = 0; i < plain.length; i++) {
      assertThat(warped[i]).isCloseTo(plain[i], HALF_LEVEL);
    }
  }

  @Test
  void aWarpMovesTheMiddleByTheShiftAtMost() {
    RgbImage dot = dot(2 * SIDE, SIDE, SIDE);
    for (long seed = 0; seed < 50; seed++) {
      float[] input = written(new MildWarp(0.1, 20, 0.8, 1.2, 10), dot, seed);
      double[] middle = centroid(input);
      assertThat(middle[0]).isBetween(SIDE / 2.0 - 2.9, SIDE / 2.0 + 2.9);
      assertThat(middle[1]).isBetween(SIDE / 2.0 - 2.9, SIDE / 2.0 + 2.9);
    }
  }

  /** Black with one white square of 2 x 2 about a corner point. */
  private static RgbImage dot(int side, int x, int y) {
    byte[] pixels = new byte[3 * side * side];
    for (int row = y - 1; row <= y; row++) {
      Arrays.fill(pixels, 3 * (row * side + x - 1), 3 * (row * side + x + 1), (byte) 255);
    }
    return new RgbImage(side, side, pixels);
  }

  private static double[] centroid(float[] input) {
    double sum = 0;
    double x = 0;
    double y = 0;
    for (int i = 0; i < SIDE * SIDE; i++) {
      sum += input[i];
      x += input[i] * (i % SIDE + 0.5);
      int row = i / SIDE;
      y += input[i] * (row + 0.5);
    }
    return new double[] {x / sum, y / sum};
  }

  @Test
  void refusesImpossibleRecipes() {
    assertThatThrownBy(() -> new RandomResizedCrop(0, 1, 1, 1, true))
        .hasMessage("scale-min must be above 0 and at most 1, got 0.0");
    assertThatThrownBy(() -> new RandomResizedCrop(0.5, 0.4, 1, 1, true))
        .hasMessage("scale-max must be in [scale-min 0.5, 1], got 0.4");
    assertThatThrownBy(() -> new RandomResizedCrop(0.5, 1, -1, 1, true))
        .hasMessage("ratio-min must be positive, got -1.0");
    assertThatThrownBy(() -> new RandomResizedCrop(0.5, 1, 1, Double.NaN, true))
        .hasMessage("ratio-max must be positive, got NaN");
    assertThatThrownBy(() -> new MildWarp(0.6, 0, 1, 1, 0))
        .hasMessage("shift must be from 0 to 0.5, got 0.6");
    assertThatThrownBy(() -> new MildWarp(0, -1, 1, 1, 0))
        .hasMessage("rotation must be from 0 to 180, got -1.0");
    assertThatThrownBy(() -> new MildWarp(0, 0, 0, 1, 0))
        .hasMessage("scale-min must be positive, got 0.0");
    assertThatThrownBy(() -> new MildWarp(0, 0, 1, 0.5, 0))
        .hasMessage("scale-max must be at least scale-min 1.0, got 0.5");
  }
}
