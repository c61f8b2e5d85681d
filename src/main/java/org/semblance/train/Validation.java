package org.semblance.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.semblance.batch.LabeledImage;
import org.semblance.batch.PlanRow;
import org.semblance.image.ImageTransform;
import org.semblance.metric.RetrievalEvaluation;
import org.semblance.metric.RetrievalOptions;
import org.semblance.metric.RetrievalReport;
import org.semblance.model.EmbeddingNet;
import org.semblance.model.EmbeddingNet.Mode;
import org.semblance.train.TrainSettings.PrefetchSettings;

/** Exact retrieval metrics of the net as it is, on classes held out of training. */
final class Validation {

  /** Curve names. */
  static final String MAP_AT_R = "validation/map@r";

  private static final String RECALL_AT_1 = "validation/recall@1";
  private static final int BATCH = 64;

  /** The held-out images as a plan of one round in their own order. */
  private record Walk(TrainingData data, List<LabeledImage> images) implements TrainingData {

    @Override
    public List<LabeledImage> trainingImages() {
      return images;
    }

    @Override
    public List<LabeledImage> validationImages() {
      return List.of();
    }

    @Override
    public List<PlanRow> rows(int round) {
      List<PlanRow> rows = new ArrayList<>();
      for (int i = 0; i < images.size(); i++) {
        LabeledImage image = images.get(i);
        rows.add(
            new PlanRow(
                0, 0, i / BATCH, 0, i % BATCH, image.imageId(), image.classId(), false, 0, 0));
      }
      return rows;
    }

    @Override
    public byte[] content(long imageId) {
      return data.content(imageId);
    }
  }

  private final Walk walk;
  private final ImageTransform transform;
  private final PrefetchSettings prefetch;

  /**
   * Validation on the first classes, by id, whose images number at most {@code maxImages}.
   *
   * @param transform of test pictures
   */
  Validation(
      TrainingData data, ImageTransform transform, PrefetchSettings prefetch, int maxImages) {
    this.walk = new Walk(data, wholeClasses(data.validationImages(), maxImages));
    this.transform = transform;
    this.prefetch = prefetch;
  }

  /** Whether there is anything to validate on: at least two images. */
  boolean possible() {
    return walk.images().size() > 1;
  }

  /** Metrics by curve name. */
  Map<String, Double> evaluate(EmbeddingNet net, NDManager manager) {
    int dimension = net.dimension();
    float[] vectors = embed(net, manager);
    long[] ids = walk.images().stream().mapToLong(LabeledImage::imageId).toArray();
    int[] labels = walk.images().stream().mapToInt(LabeledImage::classId).toArray();
    RetrievalReport report =
        RetrievalEvaluation.of(vectors, dimension, ids, labels, RetrievalOptions.cosine(1));
    Map<String, Double> metrics = new TreeMap<>();
    metrics.put(RECALL_AT_1, report.recallAt(1));
    metrics.put(MAP_AT_R, report.mapAtR());
    return metrics;
  }

  private float[] embed(EmbeddingNet net, NDManager manager) {
    float[] vectors = new float[walk.images().size() * net.dimension()];
    ClassIndex classes = ClassIndex.of(walk.images());
    int offset = 0;
    try (BatchFeed feed = new BatchFeed(walk, transform, classes, prefetch, Cursor.START, 1)) {
      Optional<FeedBatch> next = feed.next();
      while (next.isPresent()) {
        try (FeedBatch batch = next.get();
            NDManager scratch = manager.newSubManager()) {
          Shape shape = new Shape(batch.rows(), 3, net.inputSide(), net.inputSide());
          NDArray images = scratch.create(batch.images(), shape, DataType.FLOAT32);
          float[] part = net.forward(images, Mode.EVAL).toFloatArray();
          System.arraycopy(part, 0, vectors, offset, part.length);
          offset += part.length;
        }
        next = feed.next();
      }
    }
    return vectors;
  }

  private static List<LabeledImage> wholeClasses(List<LabeledImage> images, int maxImages) {
    Map<Integer, List<LabeledImage>> byClass = new TreeMap<>();
    images.forEach(
        image -> byClass.computeIfAbsent(image.classId(), absent -> new ArrayList<>()).add(image));
    List<LabeledImage> chosen = new ArrayList<>();
    for (List<LabeledImage> members : byClass.values()) {
      if (chosen.size() + members.size() <= maxImages) {
        chosen.addAll(members);
      }
    }
    return chosen;
  }
}
