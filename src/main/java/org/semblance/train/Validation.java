package org.semblance.train;

import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.semblance.batch.LabeledImage;
import org.semblance.eval.metric.RetrievalEvaluation;
import org.semblance.eval.metric.RetrievalOptions;
import org.semblance.eval.metric.RetrievalReport;
import org.semblance.model.EmbeddingNet;
import org.semblance.train.feed.TrainingData;

/** Exact retrieval metrics of the net as it is, on classes held out of training. */
final class Validation {

  /** Curve names. */
  static final String MAP_AT_R = "validation/map@r";

  private static final String RECALL_AT_1 = "validation/recall@1";

  private final List<LabeledImage> images;
  private final SharedEmbeddings embeddings;

  /** Validation on the first classes, by id, whose images number at most {@code maxImages}. */
  Validation(TrainingData data, SharedEmbeddings embeddings, int maxImages) {
    this.images = wholeClasses(data.validationImages(), maxImages);
    this.embeddings = embeddings;
  }

  /** Whether there is anything to validate on: at least two images. */
  boolean possible() {
    return images.size() > 1;
  }

  /** {@code [images, dimension]} row-major; every rank calls this. */
  float[] vectors(EmbeddingNet net, NDManager manager) {
    return embeddings.of(ids(), net, manager);
  }

  /** Metrics of {@link #vectors} by curve name. */
  Map<String, Double> measure(float[] vectors, int dimension) {
    long[] ids = ids();
    int[] labels = images.stream().mapToInt(LabeledImage::classId).toArray();
    RetrievalReport report =
        RetrievalEvaluation.of(vectors, dimension, ids, labels, RetrievalOptions.cosine(1));
    Map<String, Double> metrics = new TreeMap<>();
    metrics.put(RECALL_AT_1, report.recallAt(1));
    metrics.put(MAP_AT_R, report.mapAtR());
    return metrics;
  }

  private long[] ids() {
    return images.stream().mapToLong(LabeledImage::imageId).toArray();
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
