package org.semblance.prep;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.semblance.source.SourceImage;

class ScreeningTest {

  @Test
  void sortsOutRowsThatNeedNoReading() {
    SourceImage good = new SourceImage(0, "a.png", "a", null);
    Screening screening =
        Screening.of(
            List.of(
                good,
                new SourceImage(1, "b.png", "", null),
                new SourceImage(2, "", "a", null),
                new SourceImage(3, "a.png", "a", null),
                new SourceImage(4, "a.png", "b", null)));
    assertThat(screening.candidates()).containsExactly(good);
    assertThat(screening.rejects())
        .extracting(
            reject -> reject.source().row() + " " + reject.reason() + ": " + reject.detail())
        .containsExactly(
            "1 UNLABELED: the row names no class",
            "2 MISSING: the row names no path",
            "3 DUPLICATE_PATH: row 1 has the same path and the same label",
            "4 DUPLICATE_PATH: row 1 has the same path and the label a");
  }
}
