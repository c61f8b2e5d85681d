package org.semblance.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.semblance.batch.LabeledImage;
import org.semblance.batch.PlanRow;
import org.semblance.image.transform.ImageTransform;
import org.semblance.model.EmbeddingNet;
import org.semblance.model.EmbeddingNet.Mode;
import org.semblance.train.feed.BatchFeed;
import org.semblance.train.feed.ClassIndex;
import org.semblance.train.feed.Cursor;
import org.semblance.train.feed.FeedBatch;
import org.semblance.train.feed.OneRoundData;
import org.semblance.train.feed.RowTransforms;
import org.semblance.train.feed.TrainingData;
import org.semblance.train.settings.TrainSettings.PrefetchSettings;

/**
 * Embeds stored images by a net as it is, in inference mode.
 *
 * @param transform of test images
 */
record NetEmbeddings(TrainingData data, ImageTransform transform, PrefetchSettings prefetch) {

  private static final int BATCH = 64;
  private static final int ANY_CLASS = 0;

  /** {@code [images, dimension]} row-major, in the order of {@code imageIds}. */
  float[] of(long[] imageIds, EmbeddingNet net, NDManager manager) {
    float[] vectors = new float[imageIds.length * net.dimension()];
    ClassIndex classes = ClassIndex.of(List.of(new LabeledImage(0, ANY_CLASS)));
    OneRoundData walk = new OneRoundData(data, rows(imageIds));
    int offset = 0;
    try (BatchFeed feed =
        new BatchFeed(walk, RowTransforms.same(transform), classes, prefetch, Cursor.START, 1)) {
      for (Optional<FeedBatch> next = feed.next(); next.isPresent(); next = feed.next()) {
        try (FeedBatch batch = next.get();
            NDManager scratch = manager.newSubManager()) {
          Shape shape = new Shape(batch.rows(), 3, net.inputSide(), net.inputSide());
          NDArray images = scratch.create(batch.images(), shape, DataType.FLOAT32);
          float[] part = net.forward(images, Mode.EVAL).toFloatArray();
          System.arraycopy(part, 0, vectors, offset, part.length);
          offset += part.length;
        }
      }
    }
    return vectors;
  }

  private static List<PlanRow> rows(long[] imageIds) {
    return IntStream.range(0, imageIds.length)
        .mapToObj(
            i -> new PlanRow(0, 0, i / BATCH, 0, i % BATCH, imageIds[i], ANY_CLASS, false, 0, 0))
        .toList();
  }
}
