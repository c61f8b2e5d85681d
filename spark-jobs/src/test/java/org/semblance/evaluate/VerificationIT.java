package org.semblance.evaluate;

import static org.apache.spark.sql.functions.expr;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.semblance.LocalSpark;
import org.semblance.config.Settings;
import org.semblance.eval.metric.Bootstrap.Interval;
import org.semblance.eval.search.EmbeddingSet;
import org.semblance.eval.search.NeighborSearch;
import org.semblance.eval.search.NeighborSearch.Neighbor;
import org.semblance.eval.search.Similarity;
import org.semblance.evaluate.settings.EvaluateFixture;
import org.semblance.evaluate.settings.EvaluateSettings;
import org.semblance.evaluate.settings.PlanChoice;
import org.semblance.evaluate.settings.VerificationSettings;
import org.semblance.math.ScoreKernels;

@ExtendWith(LocalSpark.class)
class VerificationIT {

  private static final EmbeddingSet SET = EvaluateFixture.embeddings(300);
  private static final List<Double> RATES = List.of(0.01, 1e-6);

  @TempDir Path folder;

  private static EvaluateSettings settings(int blockRows, PlanChoice plan, int queries) {
    return Settings.from(EvaluateFixture.settings(EvaluateFixture.COLUMNS, blockRows, plan))
        .with("verification", new VerificationSettings(true, RATES, queries))
        .build();
  }

  private EvaluationResult evaluate(
      SparkSession spark, Dataset<Row> table, EvaluateSettings settings) {
    return new MeasureTable(
            spark,
            settings,
            Optional.of(new org.apache.hadoop.fs.Path(folder.resolve("out").toString())))
        .measure(table);
  }

  @Test
  void theAreaIsTheShareOfPairsInTheRightOrder(SparkSession spark) {
    EvaluationResult result =
        evaluate(spark, EvaluateFixture.table(spark, SET, 3, 1), settings(64, PlanChoice.AUTO, 0));
    List<Float> matching = new ArrayList<>();
    List<Float> others = new ArrayList<>();
    List<List<Neighbor>> ranked =
        new NeighborSearch(Similarity.COSINE, ScoreKernels.best()).nearest(SET, SET, 300);
    for (int i = 0; i < ranked.size(); i++) {
      for (Neighbor neighbor : ranked.get(i)) {
        int row = 300 - (int) (neighbor.id() / 3);
        (SET.labels()[row] == SET.labels()[i] ? matching : others).add(neighbor.score());
      }
    }
    double ordered = 0;
    for (float match : matching) {
      for (float other : others) {
        ordered += match > other ? 1 : match == other ? 0.5 : 0;
      }
    }
    assertThat(metric(result, "roc-auc"))
        .isCloseTo(ordered / matching.size() / others.size(), within(1e-12));
    assertThat(result.definitions().get("verification"))
        .isEqualTo(
            "%,d matching pairs, %,d others, of all queries"
                .formatted(matching.size(), others.size()));
    assertThat(metric(result, "tar@1e-6")).isNaN();
    assertThat(result.intervals()).containsKeys("roc-auc", "eer", "tar@1e-2", "recall@1");
    assertThat(result.intervals()).doesNotContainKeys("tar@1e-6", "threshold@1e-2");
    Row first = spark.read().parquet(folder.resolve("out/roc").toString()).first();
    assertThat(first.<Double>getAs("threshold")).isLessThanOrEqualTo(1 + 1e-6);
    assertThat(first.<Double>getAs("true_accepts")).isPositive();
  }

  private static double metric(EvaluationResult result, String name) {
    return Objects.requireNonNull(result.metrics().get(name), name);
  }

  @ParameterizedTest
  @CsvSource({"1, 1, 0, AUTO, 0", "4, 2, 37, AUTO, 0", "3, 5, 64, FILES, 0", "3, 5, 64, FILES, 90"})
  void givesTheSameBitsForAnyPartitionsBlocksAndPlan(
      int partitions, long seed, int blockRows, PlanChoice plan, int queries, SparkSession spark) {
    EvaluationResult first =
        evaluate(
            spark,
            EvaluateFixture.table(spark, SET, 2, 9),
            settings(200, PlanChoice.AUTO, queries));
    EvaluationResult other =
        evaluate(
            spark,
            EvaluateFixture.table(spark, SET, partitions, seed),
            settings(blockRows, plan, queries));
    assertThat(other.metrics()).isEqualTo(first.metrics());
    assertThat(other.intervals()).isEqualTo(first.intervals());
  }

  @Test
  void aSampleOfTheQueriesComesNearTheWhole(SparkSession spark) {
    Dataset<Row> table = EvaluateFixture.table(spark, SET, 3, 1);
    EvaluationResult all = evaluate(spark, table, settings(64, PlanChoice.AUTO, 0));
    EvaluationResult some = evaluate(spark, table, settings(64, PlanChoice.AUTO, 150));
    assertThat(metric(some, "roc-auc"))
        .isNotEqualTo(metric(all, "roc-auc"))
        .isCloseTo(metric(all, "roc-auc"), within(0.05));
    assertThat(some.definitions().get("verification")).endsWith("of a sample of the queries");
  }

  @Test
  void queriesAndGalleryAreTwoSides(SparkSession spark) {
    Dataset<Row> sides =
        EvaluateFixture.table(spark, SET, 3, 1)
            .withColumn("split", expr("if(image_id % 2 = 0, 'query', 'gallery')"));
    EvaluationResult result = evaluate(spark, sides, settings(64, PlanChoice.AUTO, 0));
    assertThat(result.counts().queries()).isEqualTo(150);
    Interval interval = Objects.requireNonNull(result.intervals().get("roc-auc"));
    assertThat(metric(result, "roc-auc")).isBetween(interval.low(), interval.high());
  }

  @Test
  void refusesRatesAndSamplesThatCannotBe() {
    assertThatThrownBy(() -> new VerificationSettings(true, List.of(0.1, 1.0), 0))
        .hasMessage("false-accept-rates[1] must be above 0 and below 1, got 1.0");
    assertThatThrownBy(() -> new VerificationSettings(true, RATES, -1))
        .hasMessage("queries must be at least 0, got -1");
  }
}
