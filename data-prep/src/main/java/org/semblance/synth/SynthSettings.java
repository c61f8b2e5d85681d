package org.semblance.synth;

import java.io.Serializable;
import org.semblance.config.Setting;

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
    requireAtLeast("train-classes", trainClasses, 0);
    requireAtLeast("test-classes", testClasses, 0);
    requireAtLeast("train-classes + test-classes", trainClasses + testClasses, 1);
    requireAtLeast("images-per-class", imagesPerClass, 1);
    requireAtLeast("side", side, 16);
    requireAtLeast("species-per-genus", speciesPerGenus, 1);
    if (!(variation >= 0 && variation <= 2)) {
      throw new IllegalArgumentException("variation must be in [0, 2], got " + variation);
    }
  }

  private static void requireAtLeast(String name, int value, int least) {
    if (value < least) {
      throw new IllegalArgumentException(name + " must be at least " + least + ", got " + value);
    }
  }

  /** Train classes come first, then test classes. */
  public int classes() {
    return trainClasses + testClasses;
  }
}
