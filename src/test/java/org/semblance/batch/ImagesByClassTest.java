package org.semblance.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.semblance.fault.SemblanceException;

class ImagesByClassTest {

  private static final ImagesByClass SET =
      ImagesByClass.of(new long[] {9, 4, 7, 2, 5}, new int[] {30, 10, 30, 10, 20});

  @Test
  void groupsWhateverTheOrder() {
    assertThat(SET.classIds()).containsExactly(10, 20, 30);
    assertThat(SET.offsets()).containsExactly(0, 2, 3, 5);
    assertThat(SET.imageIds()).containsExactly(2, 4, 5, 7, 9);
  }

  @Test
  void findsAnImageByPositionAndBack() {
    for (int position = 0; position < SET.imageCount(); position++) {
      LabeledImage image = SET.at(position);
      assertThat(SET.position(image.classId(), image.imageId())).isEqualTo(position);
    }
    assertThatThrownBy(() -> SET.position(10, 5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("imageId must be an image of class 10, got 5");
  }

  @Test
  void dropsSmallClasses() {
    ImagesByClass pairs = SET.classesOfAtLeast(2);
    assertThat(pairs.classIds()).containsExactly(10, 30);
    assertThat(pairs.imagesOf(1)).containsExactly(7, 9);
    assertThat(pairs.at(2)).isEqualTo(new LabeledImage(7, 30));
    assertThat(SET.classesOfAtLeast(1)).isSameAs(SET);
  }

  @Test
  void rejectsAnImageTwice() {
    assertThatThrownBy(() -> ImagesByClass.of(new long[] {3, 3}, new int[] {1, 1}))
        .isInstanceOf(SemblanceException.class)
        .hasMessage(
            "image_id 3 occurs twice in class_id 1 of the images table: ingest the images again");
  }
}
