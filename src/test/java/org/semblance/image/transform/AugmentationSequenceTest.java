package org.semblance.image.transform;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.semblance.config.ConfigText;
import org.semblance.config.SettingsLoader;
import org.semblance.image.RgbImage;
import org.semblance.image.TestImages;
import org.semblance.image.augment.ColorJitter;
import org.semblance.image.augment.ImageOperation;
import org.semblance.image.augment.RandAugment;
import org.semblance.image.augment.RandomErasing;
import org.semblance.image.augment.RandomErasing.Fill;
import org.semblance.image.augment.RandomGrayscale;

class AugmentationSequenceTest {

  private static final int SIDE = 16;
  private static final List<Double> MEAN = List.of(0.5, 0.25, 0.0);
  private static final List<Double> STD = List.of(0.5, 0.25, 1.0);
  private static final RgbImage IMAGE = TestImages.noise(40, 30);
  private static final RandomResizedCrop CROP = new RandomResizedCrop(0.3, 1, 0.75, 1.33, true);

  /** An operation of somebody else: adds a level to every sample, which may not overflow here. */
  public record Brighter(int levels) implements ImageOperation {
    @Override
    public RgbImage apply(RgbImage image, SplittableRandom random) {
      byte[] pixels = image.pixels().clone();
      for (int i = 0; i < pixels.length; i++) {
        pixels[i] += (byte) levels;
      }
      return new RgbImage(image.width(), image.height(), pixels);
    }
  }

  private static float[] written(Augmentation train, RgbImage image, long seed) {
    TransformSettings settings =
        new TransformSettings(
            SIDE, ResizeFilter.BILINEAR, train, new EvalTransform(SIDE), MEAN, STD);
    float[] input = new float[3 * SIDE * SIDE + 1];
    settings.trainTransform().write(image, seed, input, 1);
    return input;
  }

  @Test
  void withoutOperationsIsTheFirst() {
    for (long seed = 0; seed < 5; seed++) {
      assertThat(written(new AugmentationSequence(CROP, List.of()), IMAGE, seed))
          .isEqualTo(written(CROP, IMAGE, seed));
    }
  }

  @Test
  void theSeedDecides() {
    Augmentation strong =
        new AugmentationSequence(
            CROP, List.of(new ColorJitter(0.4, 0.4, 0.4, 0.1), new RandAugment(2, 15)));
    assertThat(written(strong, IMAGE, 3)).isEqualTo(written(strong, IMAGE, 3));
    assertThat(written(strong, IMAGE, 3)).isNotEqualTo(written(strong, IMAGE, 4));
  }

  @Test
  void operationsFollowOneAnother() {
    Augmentation twice =
        new AugmentationSequence(
            new NoAugmentation(),
            List.of(new Brighter(3), new RandomGrayscale(0), new Brighter(2)));
    RgbImage gray = TestImages.uniform(20, 20, 50, 60, 70);
    assertThat(written(twice, gray, 1))
        .isEqualTo(written(new NoAugmentation(), TestImages.uniform(20, 20, 55, 65, 75), 1));
  }

  @Test
  void anOperationDoesNotChangeWhatTheOthersDraw() {
    RandomErasing erasing = new RandomErasing(1, 0.1, 0.3, 0.5, 2, Fill.BLACK);
    RgbImage white = TestImages.uniform(20, 20, 255, 255, 255);
    assertThat(written(sequence(new RandomGrayscale(1), erasing), white, 9))
        .isEqualTo(written(sequence(new RandomGrayscale(0), erasing), white, 9));
  }

  private static AugmentationSequence sequence(ImageOperation... then) {
    return new AugmentationSequence(new NoAugmentation(), List.of(then));
  }

  @Test
  void isReadFromAConfiguration() {
    String yaml =
        """
        side: 32
        test: {resize: 40}
        train:
          type: sequence
          first: {type: random-resized-crop, scale-min: 0.2}
          then:
            - color-jitter
            - {type: random-erasing, probability: 1.0}
            - {type: org.semblance.image.transform.AugmentationSequenceTest$Brighter, levels: 2}
        """;
    TransformSettings settings =
        SettingsLoader.load(TransformSettings.class, new ConfigText("own.yaml", yaml), List.of())
            .config();
    assertThat(settings.train())
        .isEqualTo(
            new AugmentationSequence(
                new RandomResizedCrop(0.2, 1, 0.8, 1.25, true),
                List.of(
                    new ColorJitter(0.4, 0.4, 0.4, 0.1),
                    new RandomErasing(1, 0.02, 0.33, 0.3, 3.3, Fill.MEAN),
                    new Brighter(2))));
  }

  @Test
  void survivesJson() throws Exception {
    ObjectMapper json =
        JsonMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE).build();
    Augmentation train = new AugmentationSequence(CROP, List.of(new RandAugment(2, 9)));
    String text = json.writerFor(Augmentation.class).writeValueAsString(train);
    assertThat(text).contains("\"then\":[{\"type\":\"rand-augment\",\"operations\":2");
    assertThat(json.readValue(text, Augmentation.class)).isEqualTo(train);
  }
}
