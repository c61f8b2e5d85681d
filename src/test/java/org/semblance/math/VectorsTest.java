package org.semblance.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class VectorsTest {

  /** An extra component on each side must never be read. */
  private static final float[] PADDED = {Float.NaN, 3, 4, Float.NaN};

  @Test
  void theSquareOfTheNormIsThatOfTheVectorAlone() {
    assertThat(Vectors.squaredNorm(PADDED, 1, 2)).isEqualTo(25);
  }

  @Test
  void aScaledVectorHasLengthOneAndItsDirection() {
    float[] values = PADDED.clone();
    assertThat(Vectors.normalize(values, 1, 2)).isTrue();
    assertThat(values[1]).isCloseTo(0.6f, within(1e-7f));
    assertThat(values[2]).isCloseTo(0.8f, within(1e-7f));
    assertThat(values[0]).isNaN();
  }

  @Test
  void scalingAScaledVectorChangesLittle() {
    float[] values = random(64, 1);
    Vectors.normalize(values, 0, 64);
    float[] again = values.clone();
    Vectors.normalize(again, 0, 64);
    assertThat(again).usingComparatorWithPrecision(1e-7f).containsExactly(values);
  }

  /** Sums of squares in float32 would be 0 and infinity. */
  @Test
  void verySmallAndVeryLargeVectorsHaveADirection() {
    for (float size : new float[] {1e-30f, 1e30f}) {
      float[] values = {size, -size};
      assertThat(Vectors.normalize(values, 0, 2)).isTrue();
      assertThat(values[0]).isCloseTo((float) Math.sqrt(0.5), within(1e-6f));
      assertThat(values[1]).isEqualTo(-values[0]);
    }
  }

  @Test
  void aZeroVectorHasNoDirectionAndStaysZero() {
    float[] values = {0, -0f, 0};
    assertThat(Vectors.normalize(values, 0, 3)).isFalse();
    assertThat(values).containsExactly(0, -0f, 0);
  }

  @Test
  void findsEveryComponentThatIsNoNumber() {
    for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
      for (int place = 0; place < 9; place++) {
        float[] values = random(9, place);
        assertThat(Vectors.isFinite(values, 0, 9)).isTrue();
        values[place] = bad;
        assertThat(Vectors.isFinite(values, 0, 9)).isFalse();
      }
    }
    assertThat(Vectors.isFinite(new float[] {Float.MAX_VALUE, -Float.MAX_VALUE}, 0, 2)).isTrue();
  }

  @Test
  void equalVectorsHaveEqualHashesWhateverTheSignOfZero() {
    assertThat(Vectors.hash(new float[] {0, 1}, 0, 2))
        .isEqualTo(Vectors.hash(new float[] {-0f, 1}, 0, 2))
        .isEqualTo(Vectors.hash(new float[] {9, 0, 1, 9}, 1, 2));
  }

  @Test
  void orderLengthAndBitsChangeTheHash() {
    long hash = Vectors.hash(new float[] {1, 2}, 0, 2);
    assertThat(hash).isNotEqualTo(Vectors.hash(new float[] {2, 1}, 0, 2));
    assertThat(hash).isNotEqualTo(Vectors.hash(new float[] {1, Math.nextUp(2f)}, 0, 2));
    assertThat(Vectors.hash(new float[] {0}, 0, 1))
        .isNotEqualTo(Vectors.hash(new float[] {0, 0}, 0, 2));
  }

  private static float[] random(int dimension, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] values = new float[dimension];
    for (int i = 0; i < dimension; i++) {
      values[i] = (float) random.nextDouble(-1, 1);
    }
    return values;
  }
}
