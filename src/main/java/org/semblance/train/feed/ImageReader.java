package org.semblance.train.feed;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.semblance.batch.PlanRow;
import org.semblance.fault.SemblanceException;
import org.semblance.image.RgbImage;
import org.semblance.image.UndecodableImageException;
import org.semblance.image.codec.ImageDecoder;

/** Stored images to network input. Safe for use by several threads. */
final class ImageReader {

  private final TrainingData data;
  private final RowTransforms transforms;
  private final int values;
  private final ThreadLocal<float[]> scratch;

  ImageReader(TrainingData data, RowTransforms transforms) {
    this.data = data;
    this.transforms = transforms;
    int side = transforms.others().side();
    values = 3 * side * side;
    scratch = ThreadLocal.withInitial(() -> new float[values]);
  }

  int bytesPerImage() {
    return values * Float.BYTES;
  }

  /** Writes the image of {@code row} into place {@code index} of {@code images}, native order. */
  void read(PlanRow row, ByteBuffer images, int index) {
    float[] pixels = scratch.get();
    transforms.of(row).write(decode(row.imageId()), row.augmentSeed(), pixels, 0);
    images
        .slice(index * bytesPerImage(), bytesPerImage())
        .order(ByteOrder.nativeOrder())
        .asFloatBuffer()
        .put(pixels);
  }

  private RgbImage decode(long imageId) {
    try {
      return ImageDecoder.decode(data.content(imageId));
    } catch (UndecodableImageException failure) {
      throw SemblanceException.data(
          "the stored image of image_id "
              + imageId
              + " cannot be decoded ("
              + failure.getMessage()
              + "): run ingest again");
    }
  }
}
