package org.semblance.synth;

import java.io.Serializable;
import org.semblance.config.Setting;
import org.semblance.config.Settings;

/**
 * A generated data set; section {@code synth}.
 *
 * @param seed of everything that is drawn
 * @param trainClasses species to learn from
 * @param testClasses further species, for retrieval
 * @param imagesPerClass images of each species
 * @param side pixels of the square images
 * @param speciesPerGenus species that share shape and ground color: the more, the harder
 * @param variation of pose, light and scene between images of a species; 0 none, 1 as designed
 */
public record SynthSettings(
    @Setting(value = "Seed of everything that is drawn.", byDefault = "1") long seed,
    @Setting(
            value = "Species to learn from. Some are held out for validation, see ingest.",
            byDefault = "60",
            atLeast = 0,
            unit = "species")
        int trainClasses,
    @Setting(
            value = "Further species, for retrieval.",
            byDefault = "40",
            atLeast = 0,
            unit = "species")
        int testClasses,
    @Setting(value = "Images of each species.", byDefault = "24", atLeast = 1, unit = "images")
        int imagesPerClass,
    @Setting(value = "Side of the square images.", byDefault = "64", atLeast = 16, unit = "pixels")
        int side,
    @Setting(
            value = "Species that share shape and ground color. The more, the harder.",
            byDefault = "6",
            atLeast = 1,
            unit = "species")
        int speciesPerGenus,
    @Setting(
            value =
                "How much pose, light and scene vary between images of a species; 0 is "
                    + "not at all, 1 as designed.",
            byDefault = "1.0",
            atLeast = 0,
            atMost = 2)
        double variation)
    implements Serializable {

  public SynthSettings {
    Settings.check(
        SynthSettings.class,
        seed,
        trainClasses,
        testClasses,
        imagesPerClass,
        side,
        speciesPerGenus,
        variation);
    if (trainClasses + testClasses < 1) {
      throw new IllegalArgumentException("train-classes + test-classes must be at least 1, got 0");
    }
  }

  /** Train classes come first, then test classes. */
  public int classes() {
    return trainClasses + testClasses;
  }
}
