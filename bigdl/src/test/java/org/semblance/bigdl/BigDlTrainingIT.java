package org.semblance.bigdl;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.semblance.collective.Collective;
import org.semblance.collective.InProcessRanks;
import org.semblance.fault.ExitCode;
import org.semblance.fault.SemblanceException;
import org.semblance.method.objective.Objective;
import org.semblance.model.ModelSettings;
import org.semblance.model.block.BatchNormMode;
import org.semblance.optim.BigDl;
import org.semblance.optim.slice.BigDlMethod;
import org.semblance.optim.slice.BigDlSchedule;
import org.semblance.optim.slice.SliceOptimizer;
import org.semblance.train.SmallRun;
import org.semblance.train.TensorBits;
import org.semblance.train.TrainingRun;
import org.semblance.train.TrainingRun.RankContext;
import org.semblance.train.TrainingRun.Start;
import org.semblance.train.TrainingRun.Trained;
import org.semblance.train.checkpoint.LocalStorage;
import org.semblance.train.feed.StripedImages;
import org.semblance.train.settings.TrainSettings.Update;

/** Training with BigDL from the archive, as an executor loads it. */
class BigDlTrainingIT {

  private static final int EPOCHS = 3;
  private static final Path ARCHIVE = Path.of("target", "semblance-bigdl.zip");
  private static final BigDlMethod ADAM = new BigDlMethod.Adam(0.9, 0.999, 1e-8);

  @TempDir Path folder;

  @Test
  void classesComeFromTheArchiveAndSeeNothingElse() {
    SliceOptimizer optimizer = new BigDl(ARCHIVE.toString(), ADAM).slice(3);
    ClassLoader loader = requireNonNull(optimizer.getClass().getClassLoader());
    assertThat(loader).isNotEqualTo(BigDl.class.getClassLoader());
    assertThatThrownBy(() -> loader.loadClass(BigDl.class.getName()))
        .isInstanceOf(ClassNotFoundException.class);
    assertThatThrownBy(() -> loader.loadClass("org.slf4j.Logger"))
        .isInstanceOf(ClassNotFoundException.class);
  }

  @Test
  void resumesToTheSameBits() throws Exception {
    BigDl rule =
        new BigDl(
            ARCHIVE.toString(), new BigDlMethod.Sgd(0.9, 0, true, new BigDlSchedule.Poly(1, 40)));
    List<Trained> whole = train(rule, folder.resolve("whole"), Start.ANEW, Long.MAX_VALUE);
    Path halves = folder.resolve("halves");
    train(rule, halves, Start.ANEW, 7);
    List<Trained> resumed = train(rule, halves, Start.RESUME, Long.MAX_VALUE);
    assertThat(resumed).extracting(rank -> rank.outcome().resumedAt()).containsOnly(7L);
    assertThat(TensorBits.of(resumed.get(1))).isEqualTo(TensorBits.of(whole.get(0)));
  }

  @Test
  void saysWhenTheCheckpointIsOfAnotherRule() throws Exception {
    train(new BigDl(ARCHIVE.toString(), ADAM), folder, Start.ANEW, 3);
    BigDl other = new BigDl(ARCHIVE.toString(), new BigDlMethod.Adagrad());
    assertThatThrownBy(() -> train(other, folder, Start.RESUME, 5))
        .cause()
        .hasMessage(
            "the checkpoint holds no backbone.paramVariance, which train.optimizer needs: set it"
                + " back to what the run began with or start a new run directory");
  }

  @Test
  void saysWhenTheArchiveIsNotThere() {
    assertThatThrownBy(() -> new BigDl("no/such.zip", ADAM).slice(1))
        .isInstanceOfSatisfying(
            SemblanceException.class,
            failure -> assertThat(failure.exitCode()).isEqualTo(ExitCode.PREFLIGHT))
        .hasMessageMatching(
            "train.optimizer.archive names .*/no/such.zip, which is not there on this executor:"
                + " submit with --archives .*");
  }

  @Test
  void saysWhenTheNativesAreNotThere() throws IOException {
    Path crippled = folder.resolve("without-natives.zip");
    try (ZipFile whole = new ZipFile(ARCHIVE.toFile());
        OutputStream file = Files.newOutputStream(crippled);
        ZipOutputStream copy = new ZipOutputStream(file)) {
      for (ZipEntry entry : whole.stream().toList()) {
        if (!entry.getName().contains("all-")) {
          copy.putNextEntry(new ZipEntry(entry.getName()));
          whole.getInputStream(entry).transferTo(copy);
        }
      }
    }
    assertThatThrownBy(() -> new BigDl(crippled.toString(), ADAM).slice(1))
        .isInstanceOfSatisfying(
            SemblanceException.class,
            failure -> assertThat(failure.exitCode()).isEqualTo(ExitCode.PREFLIGHT))
        .hasMessageContaining("does not load (ClassNotFoundException: com.intel.analytics");
  }

  private static List<Trained> train(BigDl rule, Path folder, Start start, long stopAfter)
      throws Exception {
    ModelSettings model = SmallRun.model(BatchNormMode.FROZEN_STATISTICS);
    TrainingRun run =
        new TrainingRun(
            SmallRun.settings(EPOCHS, 5e-3, 2, rule, Update.SHARDED, 1),
            model,
            SmallRun.transform(),
            SmallRun.NO_APFS,
            SmallRun.initialValues(model));
    return InProcessRanks.run(2, rank -> train(run, rank, folder, start, stopAfter));
  }

  private static Trained train(
      TrainingRun run, Collective collective, Path folder, Start start, long stopAfter) {
    AtomicLong steps = new AtomicLong();
    try (Objective objective = SmallRun.objective(EPOCHS)) {
      return run.execute(
          objective,
          start,
          new RankContext(
              StripedImages.small().ofRank(collective.rank(), 2),
              new LocalStorage(folder),
              collective,
              Device.cpu(),
              progress -> steps.set(progress.step()),
              () -> steps.get() >= stopAfter));
    }
  }
}
