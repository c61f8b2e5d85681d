package org.semblance.prep;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.semblance.image.ImageLimits;
import org.semblance.image.StoredFormat;
import org.semblance.image.transform.ResizeFilter;
import org.semblance.importer.CsvImporter;
import org.semblance.importer.Importer;
import org.semblance.importer.SynthImporter;

class IngestSettingsTest {

  private static IngestSettings settings(
      Importer source, String path, int side, int quality, double fraction) {
    return new IngestSettings(
        source,
        path,
        side,
        ResizeFilter.LANCZOS,
        StoredFormat.PNG,
        quality,
        true,
        0.5,
        fraction,
        true,
        0.1,
        new ImageLimits(1, 1, 1, 1));
  }

  @Test
  void refusesImpossibleSettings() {
    assertThatThrownBy(() -> settings(CsvImporter.usual(), " ", 64, 90, 0.1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("path must name the data set where source is csv, got ' '");
    assertThatThrownBy(() -> settings(new SynthImporter(), "", 0, 90, 0.1))
        .hasMessage("side must be at least 1, got 0");
    assertThatThrownBy(() -> settings(new SynthImporter(), "", 64, 0, 0.1))
        .hasMessage("quality must be from 1 to 100, got 0");
    assertThatThrownBy(() -> settings(new SynthImporter(), "", 64, 90, 1.1))
        .hasMessage("validation-class-fraction must be from 0 to 1, got 1.1");
  }
}
