package org.semblance.prep;

import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.semblance.fault.SemblanceException;
import org.semblance.math.Seeds;
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
   * The choice for the classes of a data set.
   *
   * @throws SemblanceException if only some rows name a split, or classes must be disjoint and are
   *     not
   */
  SplitAssignment assign(Collection<LabelCount> counts) {
    requireAllOrNone(counts);
    Set<String> test = drawn(labels(counts, null), testClassFraction, TEST_DRAW);
    Set<String> learned = labels(counts, null);
    learned.removeAll(test);
    learned.addAll(labels(counts, Split.TRAIN));
    Set<String> validation =
        counts.stream().anyMatch(count -> count.split() == Split.VAL)
            ? Set.of()
            : drawn(learned, validationClassFraction, VALIDATION_DRAW);
    SplitAssignment assignment = new SplitAssignment(test, validation);
    if (classDisjoint) {
      requireDisjoint(counts, assignment);
    }
    return assignment;
  }

  private static void requireAllOrNone(Collection<LabelCount> counts) {
    long without = images(counts, count -> count.split() == null);
    long with = images(counts, count -> count.split() != null);
    if (without > 0 && with > 0) {
      throw SemblanceException.data(
          String.format(
              Locale.ROOT,
              "%,d rows name no split, %,d do: fill in the column split or leave it out",
              without,
              with));
    }
  }

  private static long images(Collection<LabelCount> counts, Predicate<LabelCount> wanted) {
    return counts.stream().filter(wanted).mapToLong(LabelCount::images).sum();
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

  private static void requireDisjoint(Collection<LabelCount> counts, SplitAssignment assignment) {
    Set<String> learned = new TreeSet<>();
    Set<String> both = new TreeSet<>();
    for (LabelCount count : counts) {
      Split split = assignment.split(count.label(), count.split());
      (LEARNED.contains(split) ? learned : both).add(count.label());
    }
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

  private static Set<String> labels(Collection<LabelCount> counts, @Nullable Split split) {
    return counts.stream()
        .filter(count -> count.split() == split)
        .map(LabelCount::label)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
