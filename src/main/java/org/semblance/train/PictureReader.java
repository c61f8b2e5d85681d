package org.semblance.train;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.semblance.fault.SemblanceException;
import org.semblance.image.ImageDecoder;
import org.semblance.image.ImageTransform;
import org.semblance.image.RgbImage;
import org.semblance.image.UndecodableImageException;

/** Stored pictures to network input. Safe for use by several threads. */
final class PictureReader {

  private final TrainingData data;
  private final ImageTransform transform;
  private final int values;
  private final ThreadLocal<float[]> scratch;

  PictureReader(TrainingData data, ImageTransform transform) {
    this.data = data;
    this.transform = transform;
    values = 3 * transform.side() * transform.side();
    scratch = ThreadLocal.withInitial(() -> new float[values]);
  }

  int bytesPerPicture() {
    return values * Float.BYTES;
  }

  /** Writes picture {@code imageId} into row {@code row} of {@code images}, native order. */
  void read(long imageId, long seed, ByteBuffer images, int row) {
    float[] picture = scratch.get();
    transform.write(decode(imageId), seed, picture, 0);
    images
        .slice(row * bytesPerPicture(), bytesPerPicture())
        .order(ByteOrder.nativeOrder())
        .asFloatBuffer()
        .put(picture);
  }

  private RgbImage decode(long imageId) {
    try {
      return ImageDecoder.decode(data.content(imageId));
    } catch (UndecodableImageException failure) {
      throw SemblanceException.data(
          "the stored picture of image_id "
              + imageId
              + " cannot be decoded ("
              + failure.getMessage()
              + "): run ingest again");
    }
  }
}
