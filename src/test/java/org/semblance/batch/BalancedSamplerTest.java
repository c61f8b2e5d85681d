package org.semblance.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.semblance.batch.SamplerSettings.Balanced;
import org.semblance.fault.SemblanceException;

class BalancedSamplerTest {

  private static final ImagesByClass SET = TrainingSets.ofSizes(7, 2, 6, 8, 3, 4, 5);

  private static BalancedSampler sampler(int classes, int images, int steps, int workers) {
    return new BalancedSampler(new Balanced(classes, images, steps), SET, 11, workers);
  }

  @Test
  void drawsDistinctClassesOfEachGlobalBatch() {
    BalancedSampler sampler = sampler(4, 3, 20, 2);
    Map<Integer, List<PlanRow>> steps =
        TrainingSets.round(sampler, 2).stream().collect(Collectors.groupingBy(PlanRow::step));
    assertThat(steps).hasSize(20);
    assertThat(sampler.rowsPerRound()).isEqualTo(240);
    for (List<PlanRow> step : steps.values()) {
      Map<Integer, Long> perClass =
          step.stream().collect(Collectors.groupingBy(PlanRow::classId, Collectors.counting()));
      assertThat(perClass).hasSize(4).allSatisfy((c, rows) -> assertThat(rows).isEqualTo(3));
      Map<Integer, Set<Integer>> workers = new HashMap<>();
      step.forEach(
          row -> workers.computeIfAbsent(row.classId(), c -> new HashSet<>()).add(row.worker()));
      assertThat(workers.values()).allSatisfy(owners -> assertThat(owners).hasSize(1));
    }
  }

  @Test
  void smallClassesGiveAllMembersFirst() {
    for (PlanRow row : TrainingSets.round(sampler(7, 5, 9, 1), 0)) {
      int inClass = row.slot() % 5;
      boolean fresh = inClass < SET.size(row.classId());
      assertThat(row.replica() == 0).isEqualTo(fresh);
    }
  }

  @Test
  void everyClassHasItsTurnBeforeASecondOne() {
    List<Integer> classes =
        TrainingSets.round(sampler(3, 1, 7, 1), 0).stream().map(PlanRow::classId).toList();
    assertThat(classes).hasSize(21);
    Map<Integer, Integer> turns = new HashMap<>();
    classes.forEach(c -> turns.merge(c, 1, Integer::sum));
    assertThat(turns.values()).allMatch(n -> n == 3);
  }

  @Test
  void everyImageIsShownBeforeOneRecurs() {
    Map<Long, Integer> shown = new HashMap<>();
    for (PlanRow row : TrainingSets.round(sampler(7, 2, 4, 1), 0)) {
      shown.merge(row.imageId(), 1, Integer::sum);
    }
    assertThat(times(shown, 3)).containsOnly(1);
    assertThat(times(shown, 1)).containsOnly(4);
  }

  @Test
  void givesTheSameGlobalBatchesWhateverTheNumberOfWorkers() {
    assertThat(ids(sampler(4, 3, 5, 2))).isEqualTo(ids(sampler(4, 3, 5, 1)));
    assertThat(ids(sampler(4, 3, 5, 4))).isEqualTo(ids(sampler(4, 3, 5, 1)));
  }

  @Test
  void rowsComeInTheOrderOfThePlanTable() {
    assertThat(TrainingSets.round(sampler(4, 3, 5, 2), 0))
        .isSortedAccordingTo(
            Comparator.comparingInt(PlanRow::step)
                .thenComparingInt(PlanRow::worker)
                .thenComparingInt(PlanRow::slot));
  }

  @Test
  void anEpochHasAsManyRowsAsTheSetByDefault() {
    assertThat(sampler(4, 3, 0, 1).stepsPerRound()).isEqualTo(35 / 12);
    assertThat(sampler(7, 9, 0, 1).stepsPerRound()).isEqualTo(1);
  }

  @Test
  void rejectsWhatDoesNotFit() {
    assertThatThrownBy(() -> sampler(8, 4, 0, 1))
        .isInstanceOf(SemblanceException.class)
        .hasMessage(
            "plan.sampler.classes-per-batch is 8 but the training split has only 7 classes: lower it");
    assertThatThrownBy(() -> sampler(4, 4, 0, 3))
        .isInstanceOf(SemblanceException.class)
        .hasMessage(
            "plan.sampler.classes-per-batch is 4 but must be a multiple of train.ranks, which is 3");
    assertThatThrownBy(
            () -> new BalancedSampler(new Balanced(2, 4, 0), TrainingSets.ofSizes(3, 1, 2), 1, 1))
        .isInstanceOf(SemblanceException.class)
        .hasMessage(
            "class_id 1 has 1 training image but plan.sampler.images-per-class is 4: add an image to the class, remove it or use plan.sampler.type shuffle");
  }

  private static int[] times(Map<Long, Integer> shown, int index) {
    return Arrays.stream(SET.imagesOf(index)).mapToInt(shown::get).toArray();
  }

  private static List<Long> ids(BalancedSampler sampler) {
    return TrainingSets.round(sampler, 0).stream().map(PlanRow::imageId).toList();
  }
}
