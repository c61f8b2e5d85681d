package org.semblance.prep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.semblance.LocalSpark;
import org.semblance.batch.ApfsPlanner;
import org.semblance.batch.ApfsSettings;
import org.semblance.batch.BatchSampler;
import org.semblance.batch.ImagesByClass;
import org.semblance.batch.LabeledImage;
import org.semblance.batch.PlanRow;
import org.semblance.batch.PlanSettings;
import org.semblance.batch.RoundRule;
import org.semblance.batch.SamplerSettings;
import org.semblance.batch.SamplerSettings.Balanced;
import org.semblance.batch.SamplerSettings.Shuffle;
import org.semblance.config.Settings;
import org.semblance.fault.SemblanceException;
import org.semblance.table.PlanReader;
import org.semblance.table.Split;

@ExtendWith(LocalSpark.class)
class PlanBatchesIT {

  private static final SamplerSettings BALANCED = new Balanced(4, 3, 5);

  @TempDir java.nio.file.Path folder;

  private Path planned(String name) {
    return new Path(folder.resolve(name).toUri());
  }

  private static PlanBatches planning(
      SparkSession spark, SamplerSettings sampler, Path images, Path plan) {
    return new PlanBatches(
        spark,
        new PlanSettings(sampler, 4096),
        apfs(false, new RoundRule.Fixed(4)),
        17,
        3,
        2,
        images,
        plan);
  }

  private static ApfsSettings apfs(boolean enabled, RoundRule round) {
    return Settings.of(ApfsSettings.class)
        .with("enabled", enabled)
        .with("classes-per-batch", 2)
        .with("images-per-class", 3)
        .with("round", round)
        .build();
  }

  private PlanBatches planningApfs(SparkSession spark, RoundRule round, Path images) {
    PlanSettings unused = new PlanSettings(BALANCED, 4096);
    return new PlanBatches(spark, unused, apfs(true, round), 17, 3, 2, images, planned("plan"));
  }

  @Test
  void apfsRoundsAreThoseOfThePlanner(SparkSession spark) {
    Path images = ImageTables.write(spark, folder, 6, 5, 6, 4, Split.TRAIN, Split.VAL);
    PlanResult result = planningApfs(spark, new RoundRule.Coverage(0), images).execute();
    ApfsPlanner planner =
        new ApfsPlanner(apfs(true, new RoundRule.Coverage(0)), trainingImages(), 17, 2);
    List<PlanRow> expected = new ArrayList<>();
    planner.rounds(3).forEachRemaining(expected::add);
    assertThat(result.stepsPerRound()).isEqualTo(planner.stepsPerRound());
    PlanReader reader = PlanReader.open(new Configuration(), planned("plan"));
    List<PlanRow> read = new ArrayList<>();
    for (int round = 0; round < 3; round++) {
      read.addAll(reader.rows(round, 0, 2));
      read.addAll(reader.rows(round, 1, 2));
    }
    assertThat(read).containsExactlyInAnyOrderElementsOf(expected);
    assertThat(result.summary()).startsWith("3 rounds of 3 steps over 30 images of 6 classes: ");
  }

  @Test
  void apfsThatDecidesInTrainingLeavesThePlanEmpty(SparkSession spark) {
    Path images = ImageTables.write(spark, folder, 6, 5, 7, 2, Split.TRAIN);
    PlanResult result =
        planningApfs(spark, new RoundRule.Plateau(5, 3, 1e-5, 40), images).execute();
    assertThat(result.summary())
        .isEqualTo("0 rounds of 40 steps over 30 images of 6 classes: planned while training");
    assertThat(PlanReader.open(new Configuration(), planned("plan")).rounds()).isZero();
  }

  private static ImagesByClass trainingImages() {
    List<LabeledImage> images = new ArrayList<>();
    for (int id = 0; id < 30; id++) {
      images.add(new LabeledImage(id, id / 5));
    }
    return ImagesByClass.of(images);
  }

  /** What the sampler gives without Spark for 6 training classes of 5 images. */
  private static List<PlanRow> expected(
      SamplerSettings settings, int round, int worker, int ranks) {
    BatchSampler sampler = settings.over(trainingImages(), 17, ranks);
    List<PlanRow> rows = new ArrayList<>();
    sampler.round(round).forEachRemaining(rows::add);
    rows.removeIf(row -> row.worker() != worker);
    return rows;
  }

  @Test
  void ranksReadTheRowsOfTheSampler(SparkSession spark) {
    for (SamplerSettings sampler : List.of(BALANCED, new Shuffle(8, false))) {
      Path images = ImageTables.write(spark, folder, 6, 5, 1, 3, Split.TRAIN, Split.TEST);
      Path plan = planned("plan");
      planning(spark, sampler, images, plan).execute();
      PlanReader reader = PlanReader.open(new Configuration(), plan);
      assertThat(reader.rounds()).isEqualTo(3);
      for (int round = 0; round < 3; round++) {
        // The plan is for two ranks; one and four get what they would have in a plan of their own.
        for (int ranks : new int[] {1, 2, 4}) {
          for (int rank = 0; rank < ranks; rank++) {
            assertThat(reader.rows(round, rank, ranks))
                .isEqualTo(expected(sampler, round, rank, ranks));
          }
        }
      }
      delete(images);
    }
  }

  private void delete(Path images) {
    org.apache.hadoop.fs.FileUtil.fullyDelete(new java.io.File(images.toUri()));
  }

  @Test
  void rowsDoNotDependOnOrderOrPartitions(SparkSession spark) {
    Path first = ImageTables.write(spark, folder, 6, 5, 1, 1, Split.TRAIN);
    Path second = ImageTables.write(spark, folder, 6, 5, 2, 7, Split.TRAIN);
    planning(spark, BALANCED, first, planned("a")).execute();
    planning(spark, BALANCED, second, planned("b")).execute();
    PlanReader a = PlanReader.open(new Configuration(), planned("a"));
    PlanReader b = PlanReader.open(new Configuration(), planned("b"));
    assertThat(a.rows(2, 1, 2)).isEqualTo(b.rows(2, 1, 2));
  }

  @Test
  void countsWhatItPlanned(SparkSession spark) {
    Path images = ImageTables.write(spark, folder, 4, 2, 3, 2, Split.TRAIN);
    PlanResult result = planning(spark, BALANCED, images, planned("plan")).execute();
    assertThat(result.rows()).isEqualTo(3 * 5 * 12);
    assertThat(result.repeatedRows()).isEqualTo(3 * 5 * 4);
    assertThat(result.repeatedShare()).isEqualTo(1.0 / 3);
    assertThat(result.worstClass()).isZero();
    assertThat(result.summary())
        .isEqualTo(
            "3 rounds of 5 steps over 8 images of 4 classes: 180 rows, 33.33 % repeated rows, most in class_id 0");
  }

  @Test
  void explainsMissingInput(SparkSession spark) {
    Path nowhere = planned("nowhere");
    assertThatThrownBy(() -> planning(spark, BALANCED, nowhere, planned("plan")).execute())
        .isInstanceOf(SemblanceException.class)
        .hasMessage("there is no images table at %s: run ingest first".formatted(nowhere));
    Path images = ImageTables.write(spark, folder, 2, 2, 4, 1, Split.TEST);
    assertThatThrownBy(() -> planning(spark, BALANCED, images, planned("plan")).execute())
        .isInstanceOf(SemblanceException.class)
        .hasMessage(
            "the images table %s has no row with split train: mark training images in the source"
                .formatted(images));
    assertThatThrownBy(() -> PlanReader.open(new Configuration(), nowhere))
        .isInstanceOf(SemblanceException.class)
        .hasMessage("there is no plan table at %s: run plan first".formatted(nowhere));
  }

  @Test
  void aRankOutsideThePlanIsToldSo(SparkSession spark) {
    Path images = ImageTables.write(spark, folder, 6, 5, 5, 2, Split.TRAIN);
    planning(spark, BALANCED, images, planned("plan")).execute();
    PlanReader reader = PlanReader.open(new Configuration(), planned("plan"));
    assertThatThrownBy(() -> reader.rows(0, 2, 2))
        .isInstanceOf(SemblanceException.class)
        .hasMessageContaining("has no rows for round 0 and worker 2: run plan again");
  }
}
