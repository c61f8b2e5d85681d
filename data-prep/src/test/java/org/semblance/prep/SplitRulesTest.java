package org.semblance.prep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.semblance.fault.SemblanceException;
import org.semblance.source.SourceImage;
import org.semblance.table.Split;

class SplitRulesTest {

  private static SourceImage image(int row, String label, @Nullable Split split) {
    return new SourceImage(row, "image" + row, label, split);
  }

  /** Three images of each of some classes. */
  private static List<SourceImage> classes(int count, @Nullable Split split) {
    List<SourceImage> images = new ArrayList<>();
    for (int i = 0; i < 3 * count; i++) {
      images.add(image(i, "class" + i % count, split));
    }
    return images;
  }

  private static SplitRules rules(double test, double validation) {
    return new SplitRules(test, validation, true, 11);
  }

  private static Map<String, Split> splits(List<SourceImage> images) {
    return images.stream()
        .collect(Collectors.toMap(SourceImage::label, image -> image.split(), (one, same) -> one));
  }

  private static long classesOf(Split split, List<SourceImage> images) {
    return splits(images).values().stream().filter(split::equals).count();
  }

  @Test
  void drawsWholeClasses() {
    List<SourceImage> assigned = rules(0.5, 0.2).assign(classes(20, null));
    assertThat(classesOf(Split.TEST, assigned)).isEqualTo(10);
    assertThat(classesOf(Split.VAL, assigned)).isEqualTo(2);
    assertThat(classesOf(Split.TRAIN, assigned)).isEqualTo(8);
    Map<String, Split> splits = splits(assigned);
    assertThat(assigned).allMatch(image -> splits.get(image.label()) == image.split());
  }

  @Test
  void theOrderOfRowsDoesNotMatter() {
    List<SourceImage> images = classes(20, null);
    Map<String, Split> splits = splits(rules(0.3, 0.3).assign(images));
    Collections.reverse(images);
    assertThat(splits(rules(0.3, 0.3).assign(images))).isEqualTo(splits);
  }

  @Test
  void anotherSeedDrawsOtherClasses() {
    List<SourceImage> images = classes(40, null);
    assertThat(splits(new SplitRules(0.5, 0, true, 12).assign(images)))
        .isNotEqualTo(splits(new SplitRules(0.5, 0, true, 13).assign(images)));
  }

  @Test
  void keepsWhatTheSourceSays() {
    List<SourceImage> images =
        List.of(image(0, "a", Split.TRAIN), image(1, "b", Split.VAL), image(2, "c", Split.GALLERY));
    assertThat(rules(0.5, 0.9).assign(images)).isEqualTo(images);
  }

  @Test
  void holdsOutAtLeastOneClassAndLeavesOne() {
    assertThat(classesOf(Split.VAL, rules(0, 0.01).assign(classes(5, Split.TRAIN)))).isEqualTo(1);
    assertThat(classesOf(Split.VAL, rules(0, 0.99).assign(classes(5, Split.TRAIN)))).isEqualTo(4);
    assertThat(classesOf(Split.VAL, rules(0, 0.5).assign(classes(1, Split.TRAIN)))).isZero();
    assertThat(classesOf(Split.VAL, rules(0, 0).assign(classes(5, Split.TRAIN)))).isZero();
    assertThat(classesOf(Split.TEST, rules(1, 0).assign(classes(5, null)))).isEqualTo(5);
  }

  @Test
  void namesAClassOnBothSides() {
    List<SourceImage> images =
        List.of(
            image(0, "milk", Split.TRAIN),
            image(1, "milk", Split.TEST),
            image(2, "plum", Split.TRAIN),
            image(3, "plum", Split.QUERY));
    assertThatThrownBy(() -> rules(0, 0).assign(images))
        .isInstanceOf(SemblanceException.class)
        .hasMessage(
            "class 'milk' is in both train and test, as are 1 more; separate the classes or set "
                + "ingest.class-disjoint to false");
    assertThat(new SplitRules(0, 0, false, 1).assign(images)).isEqualTo(images);
  }
}
