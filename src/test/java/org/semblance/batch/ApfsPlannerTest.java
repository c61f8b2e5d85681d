package org.semblance.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.semblance.batch.ApfsSettings.Placement;
import org.semblance.batch.ApfsSettings.RepresentativeRule;
import org.semblance.batch.ApfsSettings.RepresentativeTransform;
import org.semblance.batch.ApfsSettings.Representatives;
import org.semblance.batch.ApfsSettings.ShortClass;
import org.semblance.batch.ClassMining.Rule;
import org.semblance.batch.ClassMining.Source;
import org.semblance.fault.SemblanceException;
import org.semblance.math.Rows;

class ApfsPlannerTest {

  private static final RoundRule FOUR_STEPS = new RoundRule.Fixed(4);

  private static ApfsSettings settings(int classes, int images, ShortClass shortClass) {
    return ApfsPlans.settings(classes, images, Placement.DISJOINT, shortClass, FOUR_STEPS);
  }

  private static List<PlanRow> round(ApfsPlanner planner) {
    planner.beginRound();
    return planner.nextSegment(ClassNeighbors.none(planner.images().classCount()));
  }

  @Test
  void minedBatchesAreTighter() {
    double none = meanDistance(Rule.NONE);
    assertThat(meanDistance(Rule.SEED)).isLessThan(0.95 * none);
    assertThat(meanDistance(Rule.SET)).isLessThan(0.95 * none);
    assertThat(meanDistance(Rule.GRAPH)).isLessThan(0.95 * none);
  }

  /** Mean distance of two classes of a batch over 200 random sets of 12 points in the plane. */
  private static double meanDistance(Rule rule) {
    double sum = 0;
    int pairs = 0;
    for (int seed = 0; seed < 200; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      float[] points = new float[24];
      for (int i = 0; i < points.length; i++) {
        points[i] = (float) random.nextDouble();
      }
      ClassSchedule schedule =
          new ClassSchedule(
              new ClassMining(rule, 1, 0, 11, Source.FRESH),
              new int[12],
              new int[12],
              (visits, index) -> (long) visits * 12 + index);
      ClassNeighbors neighbors = NearestClasses.of(Rows.euclidean(points, 2), 0, 12, 11);
      for (int step = 0; step < 3; step++) {
        int[] batch = schedule.step(1, 4, neighbors)[0];
        for (int i = 0; i < 4; i++) {
          for (int j = 0; j < i; j++) {
            double x = points[2 * batch[i]] - points[2 * batch[j]];
            double y = points[2 * batch[i] + 1] - points[2 * batch[j] + 1];
            sum += Math.hypot(x, y);
            pairs++;
          }
        }
      }
    }
    return sum / pairs;
  }

  @Test
  void graphMakesEveryClassFirstOncePerPass() {
    ImagesByClass images = TrainingSets.ofSizes(3, 3, 3, 3, 3, 3);
    ApfsPlanner planner =
        new ApfsPlanner(
            ApfsPlans.settings(
                3,
                2,
                Placement.DISJOINT,
                ShortClass.REPEAT,
                new RoundRule.Fixed(6),
                new ClassMining(Rule.GRAPH, 0.5, 0, 5, Source.FRESH)),
            images,
            1,
            1);
    planner.beginRound();
    float[] line = {0, 1, 2.1f, -1.5f, 10, 11.2f};
    List<PlanRow> rows = planner.nextSegment(NearestClasses.of(Rows.euclidean(line, 1), 0, 6, 5));
    assertThat(rows.stream().filter(row -> row.slot() == 0).map(PlanRow::classId))
        .containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5);
    int[] visits = new int[6];
    rows.stream().filter(PlanRow::representative).forEach(row -> visits[row.classId()]++);
    assertThat(visits).containsExactly(4, 4, 4, 2, 2, 2);
  }

  @Test
  void shortClassesRepeatShrinkOrSkip() {
    ImagesByClass images = TrainingSets.ofSizes(2, 5, 6, 3, 1);
    ApfsPlanner repeating = new ApfsPlanner(settings(2, 4, ShortClass.REPEAT), images, 9, 1);
    assertThat(repeating.images().classIds()).containsExactly(0, 1, 2, 3);
    assertThat(round(repeating)).hasSize(4 * 8);
    assertThat(round(repeating).stream().filter(row -> row.classId() == 3 && row.slot() > 1))
        .extracting(PlanRow::replica)
        .contains(1)
        .doesNotContain(2);
    ApfsPlanner shrinking = new ApfsPlanner(settings(2, 4, ShortClass.SHRINK), images, 9, 1);
    assertThat(round(shrinking)).hasSizeLessThan(32).allMatch(row -> row.replica() == 0);
    ApfsPlanner skipping = new ApfsPlanner(settings(2, 4, ShortClass.SKIP), images, 9, 1);
    assertThat(skipping.images().classIds()).containsExactly(1, 2);
  }

  @Test
  void roundsAreCutIntoSegments() {
    ApfsSettings plateau =
        ApfsPlans.settings(
            2, 2, Placement.DISJOINT, ShortClass.REPEAT, new RoundRule.Plateau(3, 2, 1e-5, 7));
    ApfsPlanner planner = new ApfsPlanner(plateau, TrainingSets.ofSizes(3, 3, 3), 2, 1);
    ClassNeighbors none = ClassNeighbors.none(3);
    planner.beginRound();
    List<PlanRow> rows = new ArrayList<>(planner.nextSegment(none));
    assertThat(rows).hasSize(12).allMatch(row -> row.segment() == 0);
    assertThat(planner.nextSegment(none)).hasSize(12).allMatch(row -> row.segment() == 1);
    assertThat(planner.nextSegment(none)).hasSize(4).allMatch(row -> row.segment() == 2);
    assertThat(planner.nextSegment(none)).isEmpty();
  }

  @Test
  void farthestAndMedoidVisitEveryImageBeforeOneRecurs() {
    ImagesByClass images = TrainingSets.ofSizes(5, 4);
    ImageEmbeddings line = image -> new float[] {image * image};
    for (RepresentativeRule rule :
        List.of(RepresentativeRule.FARTHEST, RepresentativeRule.MEDOID)) {
      ApfsPlanner planner =
          new ApfsPlanner(
              ApfsPlans.settings(
                  1,
                  2,
                  Placement.DISJOINT,
                  ShortClass.REPEAT,
                  FOUR_STEPS,
                  ApfsPlans.NO_MINING,
                  new Representatives(rule, 9, RepresentativeTransform.TEST)),
              images,
              3,
              1);
      Set<Long> first = new HashSet<>();
      for (int round = 0; round < 5; round++) {
        Set<Long> announced =
            Arrays.stream(planner.imagesToEmbed()).boxed().collect(Collectors.toSet());
        planner.beginRound(
            image -> {
              assertThat(announced).contains(image);
              return line.of(image);
            });
        first.add(planner.representatives()[0]);
      }
      assertThat(first).hasSize(5);
    }
  }

  @Test
  void roundsInOneGoEqualRoundsOneByOne() {
    ImagesByClass images = TrainingSets.ofSizes(3, 4, 5);
    ApfsSettings settings = settings(2, 3, ShortClass.REPEAT);
    ApfsPlanner planner = new ApfsPlanner(settings, images, 3, 1);
    List<PlanRow> expected = new ArrayList<>(round(planner));
    expected.addAll(round(planner));
    List<PlanRow> rows = new ArrayList<>();
    new ApfsPlanner(settings, images, 3, 1).rounds(2).forEachRemaining(rows::add);
    assertThat(rows).isEqualTo(expected);
  }

  @Test
  void saysWhatIsMissing() {
    ImagesByClass images = TrainingSets.ofSizes(3, 1, 5);
    assertThatThrownBy(() -> new ApfsPlanner(settings(2, 4, ShortClass.REPEAT), images, 9, 2))
        .isInstanceOf(SemblanceException.class)
        .hasMessage(
            "apfs.classes-per-batch is 2 and train.ranks is 2, so a step needs 4 classes, but the training split has only 2 of at least 2 images: lower it or set apfs.placement to shared");
    ApfsPlanner planner = new ApfsPlanner(settings(2, 4, ShortClass.REPEAT), images, 9, 1);
    assertThatThrownBy(() -> planner.nextStep(ClassNeighbors.none(2)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("beginRound must come before the first step");
    assertThatThrownBy(
            () ->
                new ApfsPlanner(
                    settings(1, 4, ShortClass.REPEAT), images, 9, 1, ApfsCursor.start(7)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("cursor must be of a plan of 2 classes, got 7");
  }
}
