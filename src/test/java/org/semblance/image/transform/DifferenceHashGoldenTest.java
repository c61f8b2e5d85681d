package org.semblance.image.transform;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.semblance.GoldenFiles;
import org.semblance.image.RgbImage;
import org.semblance.image.TestImages;
import org.semblance.image.codec.ImageDecoder;

/** The hashes of imagehash; {@code pillow_dhash.py} wrote them. */
class DifferenceHashGoldenTest {

  @Test
  void isThatOfImagehash() throws IOException {
    for (GoldenFiles.Golden golden :
        GoldenFiles.matching("pillow_", content -> content.has("dhash_cases"))) {
      for (JsonNode one : golden.content().get("dhash_cases")) {
        RgbImage image =
            new RgbImage(
                one.get("width").asInt(),
                one.get("height").asInt(),
                one.get("pixels").binaryValue());
        assertThat(Long.toHexString(DifferenceHash.of(image)))
            .isEqualTo(one.get("hash").asText().replaceFirst("^0+(?=.)", ""));
      }
    }
  }

  @Test
  void copiesAreNearAndOthersFar() {
    RgbImage image = TestImages.ramp(120, 90);
    RgbImage copy =
        ImageDecoder.decode(
            TestImages.jpeg(Resampler.resize(image, 70, 50, ResizeFilter.BILINEAR)));
    long hash = DifferenceHash.of(image);
    assertThat(DifferenceHash.distance(hash, DifferenceHash.of(copy))).isLessThanOrEqualTo(4);
    assertThat(DifferenceHash.distance(hash, DifferenceHash.of(TestImages.noise(120, 90))))
        .isGreaterThan(15);
  }

  @Test
  void distancesCountBits() {
    assertThat(DifferenceHash.distance(0, -1)).isEqualTo(64);
    assertThat(DifferenceHash.distance(5, 6)).isEqualTo(2);
  }
}
