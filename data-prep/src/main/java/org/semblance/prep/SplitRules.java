package org.semblance.prep;

import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.semblance.fault.SemblanceException;
import org.semblance.math.Seeds;
import org.semblance.source.SourceImage;
import org.semblance.table.Split;

/**
 * What each image is for, where the source does not say. Whole classes are chosen, by a hash of
 * their label, so the choice does not depend on the order of rows.
 *
 * @param testClassFraction of the classes of rows without a split
 * @param validationClassFraction of the train classes, where the source has no val rows
 */
record SplitRules(
    double testClassFraction, double validationClassFraction, boolean classDisjoint, long seed) {

  private static final long TEST_DRAW = 0;
  private static final long VALIDATION_DRAW = 1;
  private static final Set<Split> LEARNED = EnumSet.of(Split.TRAIN, Split.VAL);

  /**
   * The images, each with a split.
   *
   * @throws SemblanceException if classes must be disjoint and are not
   */
  List<SourceImage> assign(List<SourceImage> images) {
    List<SourceImage> split = withValidation(withTest(images));
    if (classDisjoint) {
      requireDisjoint(split);
    }
    return split;
  }

  private List<SourceImage> withTest(List<SourceImage> images) {
    Set<String> labels = labels(images, image -> image.split() == null);
    Set<String> test = drawn(labels, testClassFraction, TEST_DRAW);
    return images.stream()
        .map(
            image ->
                image.split() != null
                    ? image
                    : image.withSplit(test.contains(image.label()) ? Split.TEST : Split.TRAIN))
        .toList();
  }

  private List<SourceImage> withValidation(List<SourceImage> images) {
    if (images.stream().anyMatch(image -> image.split() == Split.VAL)) {
      return images;
    }
    Set<String> labels = labels(images, image -> image.split() == Split.TRAIN);
    Set<String> held = drawn(labels, validationClassFraction, VALIDATION_DRAW);
    return images.stream()
        .map(
            image ->
                image.split() == Split.TRAIN && held.contains(image.label())
                    ? image.withSplit(Split.VAL)
                    : image)
        .toList();
  }

  /** The rounded share of the labels; at least one, and never all but where all are wanted. */
  private Set<String> drawn(Set<String> labels, double fraction, long draw) {
    long wanted = Math.round(fraction * labels.size());
    if (fraction > 0 && fraction < 1) {
      wanted = Math.max(0, Math.min(labels.size() - 1, Math.max(1, wanted)));
    }
    return labels.stream()
        .sorted(Comparator.comparing(label -> key(label, draw), Long::compareUnsigned))
        .limit(wanted)
        .collect(Collectors.toCollection(HashSet::new));
  }

  private long key(String label, long draw) {
    long[] fields = new long[label.length() + 1];
    fields[0] = draw;
    for (int i = 0; i < label.length(); i++) {
      fields[i + 1] = label.charAt(i);
    }
    return Seeds.key(seed, Seeds.Use.SPLIT, fields);
  }

  private static void requireDisjoint(List<SourceImage> images) {
    Set<String> learned = labels(images, image -> LEARNED.contains(image.split()));
    Set<String> both = labels(images, image -> !LEARNED.contains(image.split()));
    both.retainAll(learned);
    if (!both.isEmpty()) {
      throw SemblanceException.data(
          String.format(
              "class '%s' is in both train and test%s; separate the classes or set "
                  + "ingest.class-disjoint to false",
              both.iterator().next(),
              both.size() == 1 ? "" : ", as are " + (both.size() - 1) + " more"));
    }
  }

  private static Set<String> labels(List<SourceImage> images, Predicate<SourceImage> wanted) {
    return images.stream()
        .filter(wanted)
        .map(SourceImage::label)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
