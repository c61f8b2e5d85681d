package org.semblance.image.transform;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.semblance.GoldenFiles;
import org.semblance.image.RgbImage;

/** Pillow's own results, to the bit; {@code pillow_resize.py} wrote them. */
class ResamplerGoldenTest {

  @TestFactory
  Stream<DynamicTest> resizesLikePillow() {
    return GoldenFiles.matching("pillow_", content -> content.has("resize_cases")).stream()
        .flatMap(
            golden ->
                StreamSupport.stream(golden.content().get("resize_cases").spliterator(), false))
        .map(golden -> DynamicTest.dynamicTest(name(golden), () -> check(golden)));
  }

  private static String name(JsonNode golden) {
    return String.format(
        "%s %sx%s to %sx%s",
        golden.get("filter").asText(),
        golden.get("width"),
        golden.get("height"),
        golden.get("resized_width"),
        golden.get("resized_height"));
  }

  private static void check(JsonNode golden) throws IOException {
    byte[] pixels = golden.get("pixels").binaryValue();
    RgbImage source =
        new RgbImage(golden.get("width").asInt(), golden.get("height").asInt(), pixels);
    int width = golden.get("resized_width").asInt();
    int height = golden.get("resized_height").asInt();
    ResizeFilter filter = ResizeFilter.valueOf(golden.get("filter").asText());
    RgbImage resized = Resampler.resize(source, width, height, filter);
    assertThat(resized.width()).isEqualTo(width);
    assertThat(resized.height()).isEqualTo(height);
    assertThat(resized.pixels()).isEqualTo(golden.get("resized").binaryValue());
  }
}
