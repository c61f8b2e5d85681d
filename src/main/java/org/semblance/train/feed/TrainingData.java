package org.semblance.train.feed;

import java.util.List;
import org.semblance.batch.LabeledImage;
import org.semblance.batch.PlanRow;

/** What a rank trains on. Used by several threads. */
public interface TrainingData {

  /** The images that plan rows may name. */
  List<LabeledImage> trainingImages();

  /** Images of classes held out of training; may be empty. */
  List<LabeledImage> validationImages();

  /** The rank's plan rows of a round, in the order (step, slot). */
  List<PlanRow> rows(int round);

  /** The stored, encoded bytes of an image. */
  byte[] content(long imageId);

  /** Says which images will be read next, in this order, so that they can be brought near. */
  default void announce(List<Long> imageIds) {}
}
