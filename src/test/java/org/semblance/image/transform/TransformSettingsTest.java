package org.semblance.image.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.semblance.image.RgbImage;
import org.semblance.image.TestImages;

class TransformSettingsTest {

  private static final List<Double> MEAN = List.of(0.5, 0.25, 0.0);
  private static final List<Double> STD = List.of(0.5, 0.25, 1.0);

  private static TransformSettings settings(int side, int resize, Augmentation train) {
    return new TransformSettings(
        side, ResizeFilter.BILINEAR, train, new EvalTransform(resize), MEAN, STD);
  }

  @Test
  void normalizesPlaneByPlane() {
    ImageTransform transform = settings(2, 2, new NoAugmentation()).testTransform();
    float[] input = new float[13];
    transform.write(TestImages.uniform(2, 2, 255, 0, 51), 0, input, 1);
    assertThat(input).containsExactly(0, 1, 1, 1, 1, -1, -1, -1, -1, 0.2f, 0.2f, 0.2f, 0.2f);
  }

  @Test
  void testTransformIsResizeThenCenterCrop() {
    RgbImage image = TestImages.noise(61, 40);
    ImageTransform transform = settings(16, 20, new NoAugmentation()).testTransform();
    float[] input = new float[3 * 16 * 16];
    transform.write(image, 0, input, 0);
    RgbImage resized = Resampler.resizeShorterSide(image, 20, ResizeFilter.BILINEAR);
    assertThat(resized.width()).isEqualTo(30);
    for (int y = 0; y < 16; y++) {
      for (int x = 0; x < 16; x++) {
        int red = resized.pixels()[3 * ((y + 2) * 30 + x + 7)] & 0xFF;
        assertThat(input[y * 16 + x]).isEqualTo((float) ((red / 255.0 - 0.5) / 0.5));
      }
    }
  }

  @Test
  void noAugmentationIsTheTestTransform() {
    TransformSettings settings = settings(16, 20, new NoAugmentation());
    assertThat(written(settings.trainTransform(), 5))
        .isEqualTo(written(settings.testTransform(), 9));
  }

  @Test
  void survivesJson() throws Exception {
    ObjectMapper json =
        JsonMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE).build();
    TransformSettings settings = settings(32, 40, new RandomResizedCrop(0.2, 1, 0.75, 1.25, true));
    String text = json.writeValueAsString(settings);
    assertThat(text).contains("\"type\":\"random-resized-crop\",\"scale-min\":0.2");
    assertThat(json.readValue(text, TransformSettings.class)).isEqualTo(settings);
  }

  @Test
  void refusesImpossibleSettings() {
    assertThatThrownBy(() -> settings(0, 8, new NoAugmentation()))
        .hasMessage("side must be at least 1, got 0");
    assertThatThrownBy(() -> settings(64, 60, new NoAugmentation()))
        .hasMessage("test.resize must be at least side 64, got 60");
    assertThatThrownBy(() -> new EvalTransform(0)).hasMessage("resize must be at least 1, got 0");
    assertThatThrownBy(() -> withStd(List.of(0.2, 0.0, 0.2)))
        .hasMessage("std[1] must be positive, got 0.0");
    assertThatThrownBy(() -> withStd(List.of(0.2)))
        .hasMessage("std must be three numbers, got [0.2]");
  }

  private static TransformSettings withStd(List<Double> std) {
    return new TransformSettings(
        8, ResizeFilter.BILINEAR, new NoAugmentation(), new EvalTransform(8), MEAN, std);
  }

  private static float[] written(ImageTransform transform, long seed) {
    float[] input = new float[3 * transform.side() * transform.side()];
    transform.write(TestImages.noise(30, 50), seed, input, 0);
    return input;
  }
}
