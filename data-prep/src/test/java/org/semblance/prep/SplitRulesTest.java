package org.semblance.prep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.semblance.fault.SemblanceException;
import org.semblance.table.Split;

class SplitRulesTest {

  /** Three images of each of some classes. */
  private static List<LabelCount> classes(int count, @Nullable Split split) {
    List<LabelCount> counts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      counts.add(new LabelCount("class" + i, split, 3));
    }
    return counts;
  }

  private static SplitRules rules(double test, double validation) {
    return new SplitRules(test, validation, true, 11);
  }

  private static Map<String, Split> splits(SplitRules rules, List<LabelCount> counts) {
    SplitAssignment assignment = rules.assign(counts);
    Map<String, Split> splits = new TreeMap<>();
    counts.forEach(
        count -> splits.put(count.label(), assignment.split(count.label(), count.split())));
    return splits;
  }

  private static long classesOf(Split split, SplitRules rules, List<LabelCount> counts) {
    return splits(rules, counts).values().stream().filter(split::equals).count();
  }

  @Test
  void drawsWholeClasses() {
    SplitRules rules = rules(0.5, 0.2);
    assertThat(classesOf(Split.TEST, rules, classes(20, null))).isEqualTo(10);
    assertThat(classesOf(Split.VAL, rules, classes(20, null))).isEqualTo(2);
    assertThat(classesOf(Split.TRAIN, rules, classes(20, null))).isEqualTo(8);
  }

  @Test
  void theOrderOfRowsDoesNotMatter() {
    List<LabelCount> counts = classes(20, null);
    Map<String, Split> splits = splits(rules(0.3, 0.3), counts);
    Collections.reverse(counts);
    assertThat(splits(rules(0.3, 0.3), counts)).isEqualTo(splits);
  }

  @Test
  void anotherSeedDrawsOtherClasses() {
    List<LabelCount> counts = classes(40, null);
    assertThat(splits(new SplitRules(0.5, 0, true, 12), counts))
        .isNotEqualTo(splits(new SplitRules(0.5, 0, true, 13), counts));
  }

  @Test
  void keepsWhatTheSourceSays() {
    List<LabelCount> counts =
        List.of(
            new LabelCount("a", Split.TRAIN, 1),
            new LabelCount("b", Split.VAL, 1),
            new LabelCount("c", Split.GALLERY, 1));
    assertThat(splits(rules(0.5, 0.9), counts))
        .isEqualTo(Map.of("a", Split.TRAIN, "b", Split.VAL, "c", Split.GALLERY));
  }

  @Test
  void holdsOutAtLeastOneClassAndLeavesOne() {
    assertThat(classesOf(Split.VAL, rules(0, 0.01), classes(5, Split.TRAIN))).isEqualTo(1);
    assertThat(classesOf(Split.VAL, rules(0, 0.99), classes(5, Split.TRAIN))).isEqualTo(4);
    assertThat(classesOf(Split.VAL, rules(0, 0.5), classes(1, Split.TRAIN))).isZero();
    assertThat(classesOf(Split.VAL, rules(0, 0), classes(5, Split.TRAIN))).isZero();
    assertThat(classesOf(Split.TEST, rules(1, 0), classes(5, null))).isEqualTo(5);
  }

  @Test
  void namesAClassOnBothSides() {
    List<LabelCount> counts =
        List.of(
            new LabelCount("milk", Split.TRAIN, 1),
            new LabelCount("milk", Split.TEST, 1),
            new LabelCount("plum", Split.TRAIN, 1),
            new LabelCount("plum", Split.QUERY, 1));
    assertThatThrownBy(() -> rules(0, 0).assign(counts))
        .isInstanceOf(SemblanceException.class)
        .hasMessage(
            "class 'milk' is in both train and test, as are 1 more; separate the classes or set "
                + "ingest.class-disjoint to false");
    assertThat(new SplitRules(0, 0, false, 1).assign(counts).split("milk", Split.TEST))
        .isEqualTo(Split.TEST);
  }

  @Test
  void refusesSplitsThatOnlySomeRowsHave() {
    List<LabelCount> counts =
        List.of(new LabelCount("milk", Split.TRAIN, 5), new LabelCount("plum", null, 2));
    assertThatThrownBy(() -> rules(0, 0).assign(counts))
        .isInstanceOf(SemblanceException.class)
        .hasMessage("2 rows name no split, 5 do: fill in the column split or leave it out");
  }
}
