package org.semblance.batch;

import java.util.ArrayList;
import java.util.List;

/** Small labeled sets for tests of samplers. */
final class TrainingSets {

  private TrainingSets() {}

  /** Class {@code c} has {@code sizes[c]} images; ids count through the classes from 0. */
  static ImagesByClass ofSizes(int... sizes) {
    List<LabeledImage> images = new ArrayList<>();
    for (int c = 0; c < sizes.length; c++) {
      for (int i = 0; i < sizes[c]; i++) {
        images.add(new LabeledImage(images.size(), c));
      }
    }
    return ImagesByClass.of(images);
  }

  /** The rows of one round as a list. */
  static List<PlanRow> round(BatchSampler sampler, int round) {
    List<PlanRow> rows = new ArrayList<>();
    sampler.round(round).forEachRemaining(rows::add);
    return rows;
  }
}
