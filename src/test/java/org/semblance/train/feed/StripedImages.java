package org.semblance.train.feed;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.semblance.batch.LabeledImage;
import org.semblance.batch.PlanRow;
import org.semblance.image.RgbImage;
import org.semblance.image.StoredFormat;
import org.semblance.image.codec.ImageEncoder;
import org.semblance.math.Seeds;

/**
 * A small set that can be learned: a class is a direction and a width of stripes, an image shifts
 * them and adds noise. The last classes are held out. Class ids have gaps, as in a real plan.
 */
public record StripedImages(
    int classes, int heldOut, int perClass, int perStep, int steps, int rank, int ranks)
    implements TrainingData {

  public static final int SIDE = 16;
  private static final int PIXELS = 20;

  /** Six classes to train on, three held out, ten images each; steps of six classes x 2 images. */
  public static StripedImages small() {
    return new StripedImages(6, 3, 10, 12, 5, 0, 1);
  }

  public StripedImages ofRank(int rank, int ranks) {
    return new StripedImages(classes, heldOut, perClass, perStep, steps, rank, ranks);
  }

  @Override
  public List<LabeledImage> trainingImages() {
    return images(0, classes);
  }

  @Override
  public List<LabeledImage> validationImages() {
    return images(classes, classes + heldOut);
  }

  @Override
  public List<PlanRow> rows(int round) {
    List<PlanRow> rows = new ArrayList<>();
    int own = perStep / ranks;
    for (int step = 0; step < steps; step++) {
      for (int slot = 0; slot < own; slot++) {
        int position = rank * own + slot;
        int classId = position % classes;
        SplittableRandom random =
            Seeds.random(Seeds.key(1, Seeds.Use.SAMPLE_ORDER, round, step, position));
        long imageId = (long) classId * perClass + random.nextInt(perClass);
        long seed = random.nextLong();
        rows.add(new PlanRow(round, 0, step, rank, slot, imageId, 2 * classId + 1, false, 0, seed));
      }
    }
    return rows;
  }

  @Override
  public byte[] content(long imageId) {
    int classId = (int) (imageId / perClass);
    SplittableRandom random = Seeds.random(Seeds.key(2, Seeds.Use.SYNTHESIS, imageId));
    double angle = Math.PI * classId / (classes + heldOut);
    double phase = random.nextDouble(2 * Math.PI);
    byte[] pixels = new byte[3 * PIXELS * PIXELS];
    for (int i = 0; i < PIXELS * PIXELS; i++) {
      int row = i / PIXELS;
      int column = i % PIXELS;
      double across = column * Math.cos(angle) + row * Math.sin(angle);
      double stripe = Math.sin(across * (0.6 + 0.1 * (classId % 3)) + phase);
      for (int channel = 0; channel < 3; channel++) {
        pixels[3 * i + channel] = (byte) (128 + 80 * stripe + random.nextInt(-30, 31));
      }
    }
    return ImageEncoder.encode(new RgbImage(PIXELS, PIXELS, pixels), StoredFormat.PNG, 90);
  }

  private List<LabeledImage> images(int from, int to) {
    return IntStream.range(from * perClass, to * perClass)
        .mapToObj(id -> new LabeledImage(id, 2 * (id / perClass) + 1))
        .toList();
  }
}
