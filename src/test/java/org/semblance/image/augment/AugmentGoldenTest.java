package org.semblance.image.augment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.semblance.GoldenFiles;
import org.semblance.image.Luminance;
import org.semblance.image.RgbImage;

/**
 * The operations as Pillow and torchvision do them; {@code pillow_augment.py} wrote the results.
 */
class AugmentGoldenTest {

  @TestFactory
  Stream<DynamicTest> operationsAreThoseOfPillow() {
    return GoldenFiles.matching("pillow_", content -> content.has("augment_cases")).stream()
        .flatMap(golden -> tests(golden.content()).stream());
  }

  private static List<DynamicTest> tests(JsonNode golden) {
    List<DynamicTest> tests = new ArrayList<>();
    for (JsonNode one : golden.get("augment_cases")) {
      String name = one.get("operation").asText() + " " + one.get("amount").asText();
      tests.add(DynamicTest.dynamicTest(name, () -> check(golden, one)));
    }
    return tests;
  }

  private static void check(JsonNode golden, JsonNode one) throws IOException {
    RgbImage image =
        new RgbImage(
            golden.get("width").asInt(),
            golden.get("height").asInt(),
            golden.get("images").get(one.get("image").asInt()).binaryValue());
    String operation = one.get("operation").asText();
    byte[] changed = changed(operation, one.get("amount").asDouble(), image).pixels();
    assertThat(changed).isEqualTo(one.get("pixels").binaryValue());
  }

  private static RgbImage changed(String operation, double amount, RgbImage image) {
    return switch (operation) {
      case "brightness" -> Enhance.brightness(image, amount);
      case "contrast" -> Enhance.contrast(image, amount);
      case "saturation" -> Enhance.saturation(image, amount);
      case "sharpness" -> Enhance.sharpness(image, amount);
      case "hue" -> Hue.turn(image, amount);
      case "gray" -> Luminance.gray(image);
      case "posterize" -> Levels.posterize(image, (int) amount);
      case "solarize" -> Levels.solarize(image, amount);
      case "auto-contrast" -> Levels.autoContrast(image);
      case "auto-contrast of a third" -> Levels.autoContrast(third(image));
      case "equalize" -> Levels.equalize(image);
      case "shear-x" -> NearestAffine.shearX(amount).of(image);
      case "shear-y" -> NearestAffine.shearY(amount).of(image);
      case "translate-x" -> NearestAffine.translate((int) amount, 0).of(image);
      case "translate-y" -> NearestAffine.translate(0, (int) amount).of(image);
      case "rotate" -> NearestAffine.rotate(amount, image.width(), image.height()).of(image);
      case "blur" -> new GaussianBlur(1, 5, 1, 1).blur(image, amount);
      default -> throw new IllegalArgumentException("no operation " + operation);
    };
  }

  private static RgbImage third(RgbImage image) {
    byte[] pixels = new byte[image.pixels().length];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (40 + (image.pixels()[i] & 0xFF) / 3);
    }
    return new RgbImage(image.width(), image.height(), pixels);
  }
}
