package org.semblance.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.semblance.batch.SamplerSettings.Shuffle;
import org.semblance.fault.SemblanceException;

class ShuffleSamplerTest {

  private static final ImagesByClass SET = TrainingSets.ofSizes(7, 1, 6, 8);

  private static ShuffleSampler sampler(int batchSize, boolean dropLast, int workers) {
    return new ShuffleSampler(new Shuffle(batchSize, dropLast), SET, 5, workers);
  }

  @Test
  void showsEveryImageOnceWhenTheLastBatchIsKept() {
    ShuffleSampler sampler = sampler(8, false, 2);
    List<PlanRow> rows = TrainingSets.round(sampler, 3);
    assertThat(rows).extracting(PlanRow::imageId).doesNotHaveDuplicates().hasSize(22);
    assertThat(sampler.stepsPerRound()).isEqualTo(3);
    assertThat(sampler.rowsPerRound()).isEqualTo(22);
    assertThat(rows.get(21))
        .extracting(PlanRow::step, PlanRow::worker, PlanRow::slot)
        .containsExactly(2, 1, 2);
  }

  @Test
  void dropsABatchThatIsNotFull() {
    assertThat(TrainingSets.round(sampler(8, true, 2), 0)).hasSize(16);
    assertThat(sampler(8, true, 2).rowsPerRound()).isEqualTo(16);
    assertThat(TrainingSets.round(sampler(21, false, 3), 0)).hasSize(21);
  }

  @Test
  void givesTheSameGlobalBatchesWhateverTheNumberOfWorkers() {
    List<Long> alone = ids(sampler(8, false, 1));
    assertThat(ids(sampler(8, false, 2))).isEqualTo(alone);
    assertThat(ids(sampler(8, false, 4))).isEqualTo(alone);
  }

  @Test
  void keepsClassesAndSeedsAugmentationByPlaceInTheWholeBatch() {
    List<PlanRow> rows = TrainingSets.round(sampler(4, true, 2), 1);
    for (PlanRow row : rows) {
      assertThat(SET.position(row.classId(), row.imageId())).isEqualTo((int) row.imageId());
    }
    assertThat(rows)
        .extracting(PlanRow::augmentSeed)
        .doesNotHaveDuplicates()
        .containsExactlyElementsOf(
            TrainingSets.round(sampler(4, true, 1), 1).stream().map(PlanRow::augmentSeed).toList());
  }

  @Test
  void shufflesEachRoundAnew() {
    ShuffleSampler sampler = sampler(8, false, 1);
    assertThat(TrainingSets.round(sampler, 0)).isEqualTo(TrainingSets.round(sampler, 0));
    assertThat(ids(sampler))
        .isNotEqualTo(TrainingSets.round(sampler, 1).stream().map(PlanRow::imageId).toList());
  }

  @Test
  void rejectsWhatDoesNotFit() {
    assertThatThrownBy(() -> sampler(8, true, 3))
        .isInstanceOf(SemblanceException.class)
        .hasMessage(
            "plan.sampler.batch-size is 8 but must be a multiple of train.ranks, which is 3");
    assertThatThrownBy(() -> sampler(64, true, 1))
        .isInstanceOf(SemblanceException.class)
        .hasMessage(
            "plan.sampler.batch-size is 64 but the training split has only 22 images: lower it or"
                + " set plan.sampler.drop-last to false");
    assertThatThrownBy(() -> sampler(64, false, 32))
        .isInstanceOf(SemblanceException.class)
        .hasMessage("train.ranks is 32 but the training split has only 22 images: lower it");
    assertThatThrownBy(() -> new Shuffle(0, true))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("batch-size must be at least 1, got 0");
  }

  private static List<Long> ids(ShuffleSampler sampler) {
    return TrainingSets.round(sampler, 0).stream().map(PlanRow::imageId).toList();
  }
}
