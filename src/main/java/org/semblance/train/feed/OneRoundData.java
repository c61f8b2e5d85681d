package org.semblance.train.feed;

import java.util.List;
import org.semblance.batch.LabeledImage;
import org.semblance.batch.PlanRow;

/**
 * The same images with a plan of one round.
 *
 * @param rows in the order (step, slot)
 */
public record OneRoundData(TrainingData data, List<PlanRow> rows) implements TrainingData {

  @Override
  public List<LabeledImage> trainingImages() {
    return data.trainingImages();
  }

  @Override
  public List<LabeledImage> validationImages() {
    return data.validationImages();
  }

  @Override
  public List<PlanRow> rows(int round) {
    return rows;
  }

  @Override
  public byte[] content(long imageId) {
    return data.content(imageId);
  }

  @Override
  public void announce(List<Long> imageIds) {
    data.announce(imageIds);
  }
}
