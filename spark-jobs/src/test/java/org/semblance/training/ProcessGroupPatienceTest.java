package org.semblance.training;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.semblance.batch.LabeledImage;
import org.semblance.batch.PlanRow;
import org.semblance.collective.Collective;
import org.semblance.exchange.TestProcessGroup;
import org.semblance.method.objective.Objective;
import org.semblance.model.ModelSettings;
import org.semblance.model.block.BatchNormMode;
import org.semblance.train.SmallRun;
import org.semblance.train.TrainOutcome.Ending;
import org.semblance.train.TrainingRun;
import org.semblance.train.TrainingRun.RankContext;
import org.semblance.train.TrainingRun.Start;
import org.semblance.train.TrainingRun.Trained;
import org.semblance.train.checkpoint.LocalStorage;
import org.semblance.train.checkpoint.RunStorage;
import org.semblance.train.feed.Cursor;
import org.semblance.train.feed.StripedImages;
import org.semblance.train.feed.TrainingData;
import org.semblance.train.settings.TrainSettings;
import org.semblance.train.settings.TrainSettings.CheckpointSettings;
import org.semblance.train.settings.TrainSettings.Selection;
import org.semblance.train.settings.TrainSettings.ValidationSettings;

/** What ranks wait for, and for how long. */
class ProcessGroupPatienceTest {

  /** Without a learning rate nothing in it changes. */
  private static final ModelSettings MODEL = SmallRun.model(BatchNormMode.FROZEN_STATISTICS);

  private static final int VALIDATED = 30;
  private static final Duration LIMIT = Duration.ofSeconds(3);

  @TempDir Path folder;

  /** One rank alone would take twice the limit to validate, and longer than it to save. */
  @Test
  void slowWorkIsNotTakenForAHungRank() throws Exception {
    TrainSettings settings =
        SmallRun.checked(
            SmallRun.settings(1, 5e-3, 2),
            new ValidationSettings(1, VALIDATED, Selection.BEST, 0),
            new CheckpointSettings(0, 0, 1));
    List<Trained> trained =
        TestProcessGroup.of(2, LIMIT)
            .run(
                collective ->
                    train(
                        settings,
                        collective,
                        new SlowToRead(
                            images(collective), LIMIT.multipliedBy(2).dividedBy(VALIDATED)),
                        new SlowToSave(new LocalStorage(folder), LIMIT.plusSeconds(1))));
    assertThat(trained).extracting(rank -> rank.outcome().ending()).containsOnly(Ending.COMPLETED);
    assertThat(trained.get(0).outcome().best()).isEqualTo(trained.get(1).outcome().best());
  }

  @Test
  void allRanksLosePatienceAtOnce() throws Exception {
    TrainSettings settings =
        SmallRun.checked(
            SmallRun.settings(9, 0, 2),
            new ValidationSettings(1, VALIDATED, Selection.BEST, 2),
            new CheckpointSettings(1, 0, 1));
    List<Trained> trained =
        TestProcessGroup.of(2)
            .run(
                collective ->
                    train(settings, collective, images(collective), new LocalStorage(folder)));
    assertThat(trained).extracting(rank -> rank.outcome().ending()).containsOnly(Ending.EARLY);
    assertThat(trained)
        .extracting(rank -> rank.outcome().cursor())
        .containsOnly(new Cursor(3, 0, 15));
  }

  private static StripedImages images(Collective collective) {
    return StripedImages.small().ofRank(collective.rank(), collective.size());
  }

  private static Trained train(
      TrainSettings settings, Collective collective, TrainingData data, RunStorage storage) {
    try (Objective objective = SmallRun.objective(settings.epochs())) {
      return new TrainingRun(
              settings,
              MODEL,
              SmallRun.transform(),
              SmallRun.NO_APFS,
              SmallRun.initialValues(MODEL))
          .execute(
              objective,
              Start.ANEW,
              new RankContext(
                  data, storage, collective, Device.cpu(), progress -> {}, () -> false));
    }
  }

  private static void pause(Duration time) {
    try {
      Thread.sleep(time.toMillis());
    } catch (InterruptedException failure) {
      Thread.currentThread().interrupt();
    }
  }

  /** Images of held-out classes come slowly. */
  private record SlowToRead(StripedImages images, Duration time) implements TrainingData {

    @Override
    public List<LabeledImage> trainingImages() {
      return images.trainingImages();
    }

    @Override
    public List<LabeledImage> validationImages() {
      return images.validationImages();
    }

    @Override
    public List<PlanRow> rows(int round) {
      return images.rows(round);
    }

    @Override
    public byte[] content(long imageId) {
      if (imageId >= validationImages().get(0).imageId()) {
        ProcessGroupPatienceTest.pause(time);
      }
      return images.content(imageId);
    }
  }

  /** Checkpoints take their time. */
  private record SlowToSave(RunStorage storage, Duration time) implements RunStorage {

    @Override
    public OutputStream create(String path) throws IOException {
      if (path.endsWith("manifest.json")) {
        ProcessGroupPatienceTest.pause(time);
      }
      return storage.create(path);
    }

    @Override
    public InputStream open(String path) throws IOException {
      return storage.open(path);
    }

    @Override
    public List<String> list(String path) throws IOException {
      return storage.list(path);
    }

    @Override
    public void delete(String path) throws IOException {
      storage.delete(path);
    }

    @Override
    public String describe(String path) {
      return storage.describe(path);
    }
  }
}
