package org.semblance.embed;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Queue;
import org.apache.spark.sql.Row;
import org.semblance.fault.SemblanceException;
import org.semblance.image.UndecodableImageException;
import org.semblance.image.codec.ImageDecoder;
import org.semblance.image.transform.ImageTransform;
import org.semblance.model.Embedder;
import org.semblance.model.ModelDescription;
import org.semblance.table.EmbeddingRow;
import org.semblance.table.EmbeddingTable;
import org.semblance.table.ImageRow;
import org.semblance.table.ImageTable;

/**
 * The embedding of each image row, in order. Every forward pass has the full batch size, the last
 * one filled up with zeros: native kernels may sum in another order for another number of rows, and
 * a vector's bits must not depend on its neighbors.
 */
final class EmbeddedRows implements Iterator<Row> {

  private final Iterator<Row> images;
  private final Embedder embedder;
  private final ModelDescription description;
  private final ImageTransform transform;
  private final float[] batch;
  private final int batchSize;
  private final Queue<Row> ready = new ArrayDeque<>();

  EmbeddedRows(
      Iterator<Row> images, Embedder embedder, ModelDescription description, int batchSize) {
    this.images = images;
    this.embedder = embedder;
    this.description = description;
    this.batchSize = batchSize;
    transform = description.transform().testTransform();
    batch = new float[Math.multiplyExact(batchSize, imageSize())];
  }

  private int imageSize() {
    return 3 * transform.side() * transform.side();
  }

  @Override
  public boolean hasNext() {
    return !ready.isEmpty() || images.hasNext();
  }

  @Override
  public Row next() {
    if (ready.isEmpty()) {
      embedNextBatch();
    }
    Row row = ready.poll();
    if (row == null) {
      throw new NoSuchElementException("no image row is left");
    }
    return row;
  }

  private void embedNextBatch() {
    List<ImageRow> rows = new ArrayList<>();
    while (rows.size() < batchSize && images.hasNext()) {
      ImageRow image = ImageTable.fromRow(images.next());
      write(image, rows.size() * imageSize());
      rows.add(image);
    }
    if (rows.isEmpty()) {
      return;
    }
    Arrays.fill(batch, rows.size() * imageSize(), batch.length, 0);
    float[] vectors = embedder.embed(batch);
    for (int i = 0; i < rows.size(); i++) {
      ready.add(EmbeddingTable.toRow(embedding(rows.get(i), vectors, i)));
    }
  }

  private void write(ImageRow image, int offset) {
    try {
      transform.write(ImageDecoder.decode(image.content()), 0, batch, offset);
    } catch (UndecodableImageException failure) {
      throw SemblanceException.data(
          "image %d (%s) in the images table cannot be decoded (%s, %s): run ingest again"
              .formatted(image.imageId(), image.source(), failure.reason(), failure.getMessage()));
    }
  }

  private EmbeddingRow embedding(ImageRow image, float[] vectors, int row) {
    int dimension = embedder.dimension();
    float[] vector = Arrays.copyOfRange(vectors, row * dimension, (row + 1) * dimension);
    return new EmbeddingRow(
        image.imageId(),
        image.label(),
        image.classId(),
        image.split(),
        vector,
        description.label());
  }
}
