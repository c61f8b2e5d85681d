package org.semblance.image.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Arrays;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.semblance.GoldenFiles;
import org.semblance.image.DecodedImage;
import org.semblance.image.ImageLimits;
import org.semblance.image.TestImages;
import org.semblance.image.UndecodableImageException;

/**
 * JPEG at a part of its size as Pillow's draft mode reads it; {@code pillow_draft.py} wrote them.
 */
class ReducedDecodingGoldenTest {

  private static final ImageDecoder DECODER = new ImageDecoder(ImageLimits.STORED);
  private static final byte[] JPEG = TestImages.jpeg(TestImages.ramp(80, 60));

  @TestFactory
  Stream<DynamicTest> isThatOfPillow() {
    return GoldenFiles.matching("pillow_", content -> content.has("draft_cases")).stream()
        .flatMap(
            golden ->
                StreamSupport.stream(golden.content().get("draft_cases").spliterator(), false))
        .map(golden -> DynamicTest.dynamicTest(golden.get("name").asText(), () -> check(golden)));
  }

  private static void check(JsonNode golden) throws IOException {
    byte[] file = golden.get("file").binaryValue();
    DecodedImage whole = DECODER.read(file);
    int shorter = Math.min(whole.width(), whole.height());
    for (int i = 0; i < 3; i++) {
      DecodedImage reduced = DECODER.read(file, shorter >> (i + 1));
      assertThat(reduced.width()).isEqualTo(whole.width());
      assertThat(reduced.height()).isEqualTo(whole.height());
      assertThat(reduced.image().pixels()).isEqualTo(golden.get("halves").get(i).binaryValue());
    }
  }

  @Test
  void leavesAsManyPixelsAsAreWanted() {
    assertThat(DECODER.read(JPEG, 60).image().width()).isEqualTo(80);
    assertThat(DECODER.read(JPEG, 31).image().width()).isEqualTo(80);
    assertThat(DECODER.read(JPEG, 30).image().width()).isEqualTo(40);
    assertThat(DECODER.read(JPEG, 15).image().width()).isEqualTo(20);
    assertThat(DECODER.read(JPEG, 1).image().width()).isEqualTo(10);
  }

  @Test
  void otherFilesAreDecodedInFull() {
    byte[] png = TestImages.png(TestImages.ramp(80, 60));
    assertThat(DECODER.read(png, 1).image().width()).isEqualTo(80);
  }

  @Test
  void damagedFilesAreRefusedAsInFull() {
    for (int length = JPEG.length / 4; length < JPEG.length; length += 7) {
      byte[] cut = Arrays.copyOf(JPEG, length + 2);
      cut[length] = (byte) 0xFF;
      cut[length + 1] = (byte) 0xD9;
      assertThatThrownBy(() -> DECODER.read(cut, 8)).isInstanceOf(UndecodableImageException.class);
    }
  }
}
