package org.semblance.image;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ImageLimitsTest {

  private static final ImageLimits LIMITS = new ImageLimits(1000, 2000, 100, 5);

  @Test
  void takesWhatIsAtTheLimit() {
    assertThatCode(() -> LIMITS.requireBytes(1000)).doesNotThrowAnyException();
    assertThatCode(() -> LIMITS.requireSize(100, 20)).doesNotThrowAnyException();
  }

  @Test
  void saysWhichLimitIsExceeded() {
    assertThatThrownBy(() -> LIMITS.requireBytes(1001))
        .hasMessage("the file has 1001 bytes, more than ingest.limits.bytes 1000");
    assertThatThrownBy(() -> LIMITS.requireSize(101, 1))
        .hasMessage("101 x 1 pixels are longer than ingest.limits.side 100");
    assertThatThrownBy(() -> LIMITS.requireSize(100, 21))
        .hasMessage("100 x 21 pixels are more than ingest.limits.pixels 2000");
    assertThatThrownBy(() -> LIMITS.requireSize(0, 5)).hasMessage("the header says 0 x 5 pixels");
  }

  @Test
  void numbersThatOverflowAreTooLarge() {
    assertThatThrownBy(() -> ImageLimits.STORED.requireSize(1L << 32, 1L << 32))
        .hasMessageContaining("are longer than ingest.limits.side 65500");
    assertThatThrownBy(() -> ImageLimits.STORED.requireSize(65_500, 65_500))
        .hasMessage("65500 x 65500 pixels are more than ingest.limits.pixels 715827879");
  }

  @Test
  void refusesLimitsThatCannotBe() {
    assertThatThrownBy(() -> new ImageLimits(0, 1, 1, 1))
        .hasMessage("bytes must be at least 1, got 0");
    assertThatThrownBy(() -> new ImageLimits(1, 1L << 30, 1, 1))
        .hasMessage("pixels must be in [1, 715827879], got 1073741824");
    assertThatThrownBy(() -> new ImageLimits(1, 1, 70_000, 1))
        .hasMessage("side must be in [1, 65500], got 70000");
    assertThatThrownBy(() -> new ImageLimits(1, 1, 1, 0))
        .hasMessage("seconds must be at least 1, got 0");
  }
}
