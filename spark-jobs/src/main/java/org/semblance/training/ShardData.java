package org.semblance.training;

import java.util.List;
import org.semblance.batch.LabeledImage;
import org.semblance.batch.PlanRow;
import org.semblance.table.PlanReader;
import org.semblance.table.ShardReader;
import org.semblance.table.Split;
import org.semblance.train.feed.TrainingData;

/** A rank's part of the plan table and the shards. */
record ShardData(PlanReader plan, ShardReader shards, int rank, int ranks) implements TrainingData {

  @Override
  public List<LabeledImage> trainingImages() {
    return shards.images(Split.TRAIN);
  }

  @Override
  public List<LabeledImage> validationImages() {
    return shards.images(Split.VAL);
  }

  @Override
  public List<PlanRow> rows(int round) {
    return plan.rows(round, rank, ranks);
  }

  @Override
  public byte[] content(long imageId) {
    return shards.content(imageId);
  }

  @Override
  public void announce(List<Long> imageIds) {
    shards.prefetch(imageIds);
  }
}
