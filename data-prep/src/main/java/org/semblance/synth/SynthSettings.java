package org.semblance.synth;

import java.io.Serializable;

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
    long seed,
    int trainClasses,
    int testClasses,
    int imagesPerClass,
    int side,
    int speciesPerGenus,
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
