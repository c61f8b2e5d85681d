package org.semblance.train;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.semblance.batch.ApfsSettings;
import org.semblance.batch.ApfsSettings.RepresentativeRule;
import org.semblance.batch.ApfsSettings.RepresentativeTransform;
import org.semblance.batch.ApfsSettings.Representatives;
import org.semblance.batch.ClassMining;
import org.semblance.batch.ClassMining.Rule;
import org.semblance.batch.ClassMining.Source;
import org.semblance.batch.RoundRule;
import org.semblance.collective.Collective;
import org.semblance.collective.InProcessCollective;
import org.semblance.collective.InProcessRanks;
import org.semblance.config.Settings;
import org.semblance.method.Objectives;
import org.semblance.method.objective.Objective;
import org.semblance.model.ModelSettings;
import org.semblance.model.block.BatchNormMode;
import org.semblance.train.TrainOutcome.Ending;
import org.semblance.train.TrainingRun.RankContext;
import org.semblance.train.TrainingRun.Start;
import org.semblance.train.TrainingRun.Trained;
import org.semblance.train.checkpoint.LocalStorage;
import org.semblance.train.feed.Cursor;
import org.semblance.train.feed.StripedImages;
import org.semblance.train.feed.TrainingData;
import org.semblance.train.log.TrainingLog;

/** Whole runs whose APFS rounds are planned while they go on. */
class ApfsRunIT {

  private static final int ROUNDS = 3;
  private static final RoundRule EIGHT_STEPS = new RoundRule.Fixed(8);

  @TempDir Path folder;

  static Stream<Arguments> settings() {
    RoundRule plateau = new RoundRule.Plateau(2, 2, 1e-5, 8);
    return Stream.of(
        Arguments.of(
            "mining by fresh embeddings", apfs(EIGHT_STEPS, Rule.SEED, Source.FRESH, cycle())),
        Arguments.of("mining from memory", apfs(EIGHT_STEPS, Rule.SET, Source.MEMORY, cycle())),
        Arguments.of(
            "farthest representatives",
            apfs(
                EIGHT_STEPS,
                Rule.NONE,
                Source.FRESH,
                new Representatives(RepresentativeRule.FARTHEST, 4, RepresentativeTransform.TEST))),
        Arguments.of(
            "medoids",
            apfs(
                EIGHT_STEPS,
                Rule.GRAPH,
                Source.FRESH,
                new Representatives(RepresentativeRule.MEDOID, 1, RepresentativeTransform.TRAIN))),
        Arguments.of("rounds to a plateau", apfs(plateau, Rule.NONE, Source.FRESH, cycle())),
        Arguments.of(
            "rounds to feasibility",
            apfs(new RoundRule.Feasible(0.6, 8), Rule.SET, Source.MEMORY, cycle())));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("settings")
  void resumesToTheSameBits(String name, ApfsSettings apfs) throws IOException {
    Trained whole = train(apfs, folder.resolve("whole"), Start.ANEW, steps -> false);
    assertThat(whole.outcome().ending()).isEqualTo(Ending.COMPLETED);
    assertThat(whole.outcome().cursor().round()).isEqualTo(ROUNDS);
    long all = whole.outcome().cursor().total();
    Path parts = folder.resolve("parts");
    long first = all / 3;
    long second = first + 5;
    Trained stopped = train(apfs, parts, Start.ANEW, steps -> steps >= first);
    assertThat(stopped.outcome().cursor().total()).isEqualTo(first);
    stopped = train(apfs, parts, Start.RESUME, steps -> steps >= second);
    assertThat(stopped.outcome().cursor().total()).isEqualTo(second);
    Trained resumed = train(apfs, parts, Start.RESUME, steps -> false);
    assertThat(resumed.outcome().cursor()).isEqualTo(whole.outcome().cursor());
    assertThat(TensorBits.of(resumed)).isEqualTo(TensorBits.of(whole));
  }

  @Test
  void plateausEndRoundsEarly() throws IOException {
    ApfsSettings apfs = apfs(new RoundRule.Plateau(2, 1, 1, 40), Rule.NONE, Source.FRESH, cycle());
    Trained trained = train(apfs, folder, Start.ANEW, steps -> false);
    // The first validation of a round is a gain on nothing, a second one of at least 1 cannot be.
    assertThat(trained.outcome().cursor()).isEqualTo(new Cursor(ROUNDS, 0, 4L * ROUNDS));
    assertThat(curve("validation/map@r")).hasSize(2 * ROUNDS);
  }

  @Test
  void feasibilityEndsRoundsAfterAPassOverTheClasses() throws IOException {
    ApfsSettings apfs = apfs(new RoundRule.Feasible(1, 40), Rule.NONE, Source.FRESH, cycle());
    Trained trained = train(apfs, folder, Start.ANEW, steps -> false);
    assertThat(trained.outcome().cursor()).isEqualTo(new Cursor(ROUNDS, 0, 2L * ROUNDS));
    assertThat(curve("objective/active-share"))
        .allSatisfy(share -> assertThat(share).isBetween(0.0, 1.0));
  }

  @Test
  void minesFromMemoryOnceARepresentativeWasSeen() throws IOException {
    train(apfs(EIGHT_STEPS, Rule.SET, Source.MEMORY, cycle()), folder, Start.ANEW, s -> false);
    List<Double> known = curve("plan/classes-with-neighbors");
    assertThat(known.subList(0, 8)).containsExactly(0.0, 0.0, 6.0, 6.0, 6.0, 6.0, 6.0, 6.0);
    assertThat(known.get(8)).as("a new round knows nobody").isZero();
  }

  @Test
  void embedsWhatTheRulesAskFor() throws IOException {
    Representatives medoids =
        new Representatives(RepresentativeRule.MEDOID, 1, RepresentativeTransform.TRAIN);
    train(apfs(EIGHT_STEPS, Rule.SEED, Source.FRESH, medoids), folder, Start.ANEW, s -> false);
    assertThat(curve("plan/embedded-images")).containsOnly(60.0 + 6);
  }

  @Test
  void theFirstRankPlansForAll() throws Exception {
    ApfsSettings apfs = apfs(EIGHT_STEPS, Rule.SET, Source.FRESH, cycle());
    List<Map<String, float[]>> ranks = trainRanks(apfs, 2);
    ranks
        .get(0)
        .forEach((name, values) -> assertThat(ranks.get(1).get(name)).as(name).isEqualTo(values));
  }

  @Test
  void plateausNeedImagesToValidateOn() {
    ApfsSettings apfs = apfs(new RoundRule.Plateau(2, 1, 0, 8), Rule.NONE, Source.FRESH, cycle());
    StripedImages nothingHeldOut = new StripedImages(6, 0, 10, 12, 5, 0, 1);
    assertThatThrownBy(
            () ->
                train(
                    apfs,
                    nothingHeldOut,
                    InProcessCollective.group(1).get(0),
                    folder,
                    Start.ANEW,
                    steps -> false))
        .hasMessageStartingWith("apfs.round.type is plateau but there are no images of split val");
  }

  private static ApfsSettings apfs(
      RoundRule round, Rule mining, Source source, Representatives representatives) {
    return Settings.of(ApfsSettings.class)
        .with("enabled", true)
        .with("classes-per-batch", 3)
        .with("images-per-class", 3)
        .with("representatives", representatives)
        .with("round", round)
        .with("mining", new ClassMining(mining, 1, 0, 8, source))
        .with("proximal.lambda", 0.05)
        .build();
  }

  private static Representatives cycle() {
    return new Representatives(RepresentativeRule.RANDOM_CYCLE, 1, RepresentativeTransform.TRAIN);
  }

  /** Asked after each step with the steps so far. */
  private interface Stop {
    boolean after(long steps);
  }

  private static Trained train(ApfsSettings apfs, Path folder, Start start, Stop stop) {
    return train(
        apfs, StripedImages.small(), InProcessCollective.group(1).get(0), folder, start, stop);
  }

  private static Trained train(
      ApfsSettings apfs,
      TrainingData data,
      Collective collective,
      Path folder,
      Start start,
      Stop stop) {
    AtomicLong steps = new AtomicLong();
    BooleanSupplier stopping = () -> stop.after(steps.get());
    ModelSettings model = // ranks have batch statistics of their own
        SmallRun.model(
            collective.size() == 1 ? BatchNormMode.TRAINABLE : BatchNormMode.FROZEN_STATISTICS);
    TrainingRun run =
        new TrainingRun(
            SmallRun.settings(ROUNDS, 5e-3, collective.size()),
            model,
            SmallRun.transform(),
            apfs,
            SmallRun.initialValues(model));
    try (Objective objective = objective(apfs);
        collective) {
      return run.execute(
          objective,
          start,
          new RankContext(
              data,
              new LocalStorage(folder),
              collective,
              Device.cpu(),
              progress -> steps.set(progress.step()),
              stopping));
    }
  }

  private List<Map<String, float[]>> trainRanks(ApfsSettings apfs, int ranks) throws Exception {
    return InProcessRanks.run(
        ranks,
        collective -> {
          Path own = folder.resolve("rank" + collective.rank());
          return values(
              train(apfs, StripedImages.small(), collective, own, Start.ANEW, s -> false));
        });
  }

  private static Objective objective(ApfsSettings apfs) {
    SmallMethods methods = SmallMethods.none().withApfs(apfs).withDistillation();
    return Objectives.compose(SmallMethods.CONTRASTIVE, methods.settings(), ROUNDS);
  }

  private static Map<String, float[]> values(Trained trained) {
    Map<String, float[]> values = new TreeMap<>();
    trained.weights().tensors().forEach((name, tensor) -> values.put(name, tensor.floats()));
    return values;
  }

  private List<Double> curve(String name) throws IOException {
    try (InputStream input = Files.newInputStream(folder.resolve("metrics.jsonl"))) {
      return TrainingLog.read(input).stream()
          .filter(line -> line.values().containsKey(name))
          .map(line -> requireNonNull(line.values().get(name)))
          .toList();
    }
  }
}
