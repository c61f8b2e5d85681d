package org.semblance.image.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.semblance.GoldenFiles;
import org.semblance.image.RgbImage;

/** Files of many kinds as Pillow reads them; {@code pillow_decode.py} wrote them. */
class ImageDecoderGoldenTest {

  @TestFactory
  Stream<DynamicTest> decodesLikePillow() {
    return GoldenFiles.matching("pillow_", content -> content.has("decode_cases")).stream()
        .flatMap(
            golden ->
                StreamSupport.stream(golden.content().get("decode_cases").spliterator(), false))
        .map(golden -> DynamicTest.dynamicTest(golden.get("name").asText(), () -> check(golden)));
  }

  private static void check(JsonNode golden) throws IOException {
    RgbImage image = ImageDecoder.decode(golden.get("file").binaryValue());
    assertThat(image.width()).isEqualTo(golden.get("width").asInt());
    assertThat(image.height()).isEqualTo(golden.get("height").asInt());
    byte[] expected = golden.get("pixels").binaryValue();
    int largest = 0;
    for (int i = 0; i < expected.length; i++) {
      largest = Math.max(largest, Math.abs((expected[i] & 0xFF) - (image.pixels()[i] & 0xFF)));
    }
    assertThat(largest)
        .as("largest difference in gray levels")
        .isLessThanOrEqualTo(golden.get("tolerance").asInt());
  }
}
