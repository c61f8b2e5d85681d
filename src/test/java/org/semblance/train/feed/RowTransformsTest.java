package org.semblance.train.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.semblance.batch.PlanRow;
import org.semblance.image.transform.ImageTransform;
import org.semblance.image.transform.TransformSettings;
import org.semblance.train.SmallRun;
import org.semblance.train.settings.TrainSettings.PrefetchSettings;

class RowTransformsTest {

  /** The same image as a representative, twice, and as another row, twice. */
  private static final List<PlanRow> ROWS =
      IntStream.range(0, 4)
          .mapToObj(slot -> new PlanRow(0, 0, 0, 0, slot, 3, 1, slot < 2, 0, slot))
          .toList();

  @Test
  void representativesMayKeepTheirPixels() {
    TransformSettings settings = SmallRun.transform();
    ImageTransform augmented = settings.trainTransform();
    List<byte[]> pixels = pixels(new RowTransforms(settings.testTransform(), augmented));
    assertThat(pixels.get(0)).isEqualTo(pixels.get(1));
    assertThat(pixels.get(2)).isNotEqualTo(pixels.get(0)).isNotEqualTo(pixels.get(3));
    List<byte[]> allAugmented = pixels(RowTransforms.same(augmented));
    assertThat(allAugmented.get(0)).isNotEqualTo(allAugmented.get(1));
    assertThat(allAugmented.get(2)).isEqualTo(pixels.get(2));
  }

  private static List<byte[]> pixels(RowTransforms transforms) {
    StripedImages images = StripedImages.small();
    try (BatchFeed feed =
            new BatchFeed(
                new OneRoundData(images, ROWS),
                transforms,
                ClassIndex.of(images.trainingImages()),
                new PrefetchSettings(1, 1, 0),
                Cursor.START,
                1);
        FeedBatch batch = feed.next().orElseThrow()) {
      ByteBuffer all = batch.images();
      int bytes = all.remaining() / ROWS.size();
      return IntStream.range(0, ROWS.size())
          .mapToObj(
              row -> {
                byte[] own = new byte[bytes];
                all.get(row * bytes, own);
                return own;
              })
          .toList();
    }
  }
}
