package org.semblance.train;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.semblance.batch.ApfsPlanner;
import org.semblance.batch.ApfsSettings;
import org.semblance.batch.ApfsSettings.Anchor;
import org.semblance.batch.ApfsSettings.Coupling;
import org.semblance.batch.ApfsSettings.PairScope;
import org.semblance.batch.ApfsSettings.Proximal;
import org.semblance.batch.ImagesByClass;
import org.semblance.batch.LabeledImage;
import org.semblance.batch.PlanRow;
import org.semblance.batch.RoundRule;
import org.semblance.collective.Collective;
import org.semblance.collective.InProcessCollective;
import org.semblance.config.Settings;
import org.semblance.loss.MetricLoss;
import org.semblance.method.Objectives;
import org.semblance.method.objective.Objective;
import org.semblance.train.TrainingRun.RankContext;
import org.semblance.train.TrainingRun.Start;
import org.semblance.train.TrainingRun.Trained;
import org.semblance.train.checkpoint.LocalStorage;
import org.semblance.train.feed.StripedImages;
import org.semblance.train.feed.TrainingData;

/**
 * Whole runs with each method: it changes what is learned, and a resumed run ends in the same bits.
 */
public class MethodRunsIT {

  private static final int EPOCHS = 3;
  private static final int STEPS = 6;

  @TempDir Path folder;

  /** The same images in batches of APFS, planned before training as the plan job does. */
  private record PlannedImages(StripedImages images, List<PlanRow> plan) implements TrainingData {

    static PlannedImages of(ApfsSettings apfs) {
      StripedImages images = StripedImages.small();
      ApfsPlanner planner = new ApfsPlanner(apfs, ImagesByClass.of(images.trainingImages()), 5, 1);
      Iterable<PlanRow> rows = () -> planner.rounds(EPOCHS);
      return new PlannedImages(
          images, java.util.stream.StreamSupport.stream(rows.spliterator(), false).toList());
    }

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
      return plan.stream().filter(row -> row.round() == round).toList();
    }

    @Override
    public byte[] content(long imageId) {
      return images.content(imageId);
    }
  }

  static Stream<Arguments> methods() {
    SmallMethods none = SmallMethods.none();
    SmallMethods free = none.withApfs(apfs(0, Coupling.COUPLED));
    return Stream.of(
        Arguments.of("memvir", SmallMethods.SOFTMAX, none.withMemVir(), none),
        Arguments.of("obd-sd", SmallMethods.SOFTMAX, none.withDistillation(), none),
        Arguments.of("xbm", SmallMethods.CONTRASTIVE, none.withMemory(), none),
        Arguments.of("penalties", SmallMethods.SOFTMAX, none.withPenalties(), none),
        Arguments.of(
            "coupled pull",
            SmallMethods.CONTRASTIVE,
            none.withApfs(apfs(0.1, Coupling.COUPLED)),
            free),
        Arguments.of(
            "decoupled pull",
            SmallMethods.CONTRASTIVE,
            none.withApfs(apfs(0.1, Coupling.DECOUPLED)),
            free),
        Arguments.of(
            "memory and distillation in batches of APFS",
            SmallMethods.CONTRASTIVE,
            none.withApfs(apfs(0.1, Coupling.COUPLED)).withMemory().withDistillation(),
            free),
        Arguments.of(
            "everything of class weights in batches of APFS",
            SmallMethods.SOFTMAX,
            none.withApfs(apfs(0.1, Coupling.DECOUPLED))
                .withMemVir()
                .withPenalties()
                .withDistillation(),
            free));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("methods")
  void actsAndResumes(String name, MetricLoss loss, SmallMethods with, SmallMethods without) {
    Trained whole = train(loss, with, folder.resolve("whole"), Start.ANEW, Long.MAX_VALUE);
    Trained plain = train(loss, without, folder.resolve("plain"), Start.ANEW, Long.MAX_VALUE);
    assertThat(whole.outcome().loss()).isFinite();
    assertThat(TensorBits.of(whole)).isNotEqualTo(TensorBits.of(plain));
    Path parts = folder.resolve("parts");
    long half = whole.outcome().cursor().total() / 2 + 1;
    assertThat(train(loss, with, parts, Start.ANEW, half).outcome().cursor().total())
        .isEqualTo(half);
    Trained resumed = train(loss, with, parts, Start.RESUME, Long.MAX_VALUE);
    assertThat(TensorBits.of(resumed)).isEqualTo(TensorBits.of(whole));
  }

  @Test
  void allPairsWithoutPullAreOrdinaryTrainingOnTheSameRows() {
    ApfsSettings apfs = apfs(0, Coupling.COUPLED);
    PlannedImages data = PlannedImages.of(apfs);
    SmallMethods none = SmallMethods.none();
    Trained ordinary =
        train(
            SmallMethods.CONTRASTIVE, none, data, folder.resolve("a"), Start.ANEW, Long.MAX_VALUE);
    Trained trained =
        train(
            SmallMethods.CONTRASTIVE,
            none.withApfs(apfs),
            data,
            folder.resolve("b"),
            Start.ANEW,
            Long.MAX_VALUE);
    assertThat(TensorBits.of(trained)).isEqualTo(TensorBits.of(ordinary));
    assertThat(trained.weights().tensors().keySet())
        .isEqualTo(SmallRun.initialValues(SmallRun.MODEL).keySet());
  }

  public static ApfsSettings apfs(double lambda, Coupling coupling) {
    return Settings.of(ApfsSettings.class)
        .with("enabled", true)
        .with("classes-per-batch", 3)
        .with("images-per-class", 4)
        .with("round", new RoundRule.Fixed(STEPS))
        .with("pair-scope", PairScope.ALL)
        .with("proximal", new Proximal(lambda, 1, Anchor.LAST, coupling))
        .build();
  }

  private static Trained train(
      MetricLoss loss, SmallMethods methods, Path folder, Start start, long stopAfter) {
    TrainingData data =
        methods.apfs().enabled() ? PlannedImages.of(methods.apfs()) : StripedImages.small();
    return train(loss, methods, data, folder, start, stopAfter);
  }

  private static Trained train(
      MetricLoss loss,
      SmallMethods methods,
      TrainingData data,
      Path folder,
      Start start,
      long stopAfter) {
    AtomicLong steps = new AtomicLong();
    TrainingRun run =
        new TrainingRun(
            SmallRun.settings(EPOCHS, 5e-3, 1),
            SmallRun.MODEL,
            SmallRun.transform(),
            methods.apfs(),
            SmallRun.initialValues(SmallRun.MODEL));
    try (Objective objective = Objectives.compose(loss, methods.settings(), EPOCHS);
        Collective alone = InProcessCollective.group(1).get(0)) {
      return run.execute(
          objective,
          start,
          new RankContext(
              data,
              new LocalStorage(folder),
              alone,
              Device.cpu(),
              progress -> steps.set(progress.step()),
              () -> steps.get() >= stopAfter));
    }
  }
}
