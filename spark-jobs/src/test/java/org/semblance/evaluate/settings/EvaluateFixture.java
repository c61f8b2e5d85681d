package org.semblance.evaluate.settings;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.semblance.config.Settings;
import org.semblance.eval.metric.Ranking;
import org.semblance.eval.search.EmbeddingSet;

/** Small tables of embeddings with ties, duplicates, lone classes, and settings for them. */
public final class EvaluateFixture {

  public static final int DIMENSION = 6;

  private EvaluateFixture() {}

  public static final ColumnSettings COLUMNS =
      new ColumnSettings("image_id", "label", "vector", "split", "", "", "", "");

  /** Columns that the table itself suggests. */
  public static final ColumnSettings AUTO =
      new ColumnSettings("auto", "auto", "auto", "auto", "", "", "", "");

  /** Retrieval only, nothing around it. */
  public static EvaluateSettings quick(ColumnSettings columns, InvalidRows invalidRows) {
    return Settings.of(EvaluateSettings.class)
        .with("columns", columns)
        .with("invalid-rows", invalidRows)
        .with("ranking", Ranking.TOP)
        .with("recall-at", List.of(1))
        .with("neighbors", 0)
        .with("worst-queries", 0)
        .with("bootstrap-resamples", 0)
        .with("clustering.enabled", false)
        .with("geometry", false)
        .build();
  }

  public static EvaluateSettings settings(ColumnSettings columns, int blockRows) {
    return settings(columns, blockRows, PlanChoice.AUTO);
  }

  public static EvaluateSettings settings(ColumnSettings columns, int blockRows, PlanChoice plan) {
    return Settings.of(EvaluateSettings.class)
        .with("columns", columns)
        .with("ranking", Ranking.FULL)
        .with("neighbors", 3)
        .with("worst-queries", 5)
        .with("bootstrap-resamples", 200)
        .with("sampling", new SamplingSettings(0, 10))
        .with("clustering.iterations", 4)
        .with("plan", plan)
        .with("block-rows", blockRows)
        .with("seed", 7)
        .build();
  }

  /** Rows on a coarse grid, classes of 1 to 30 rows. */
  public static EmbeddingSet embeddings(int rows) {
    SplittableRandom random = new SplittableRandom(rows);
    float[] vectors = new float[rows * DIMENSION];
    int[] labels = new int[rows];
    long[] ids = new long[rows];
    for (int i = 0; i < rows; i++) {
      int draw = random.nextInt(30);
      labels[i] = draw * draw / 30;
      ids[i] = 3L * (rows - i);
      for (int k = 0; k < DIMENSION; k++) {
        vectors[i * DIMENSION + k] = (labels[i] * 7 + k * 3) % 5 - 2 + random.nextInt(-2, 3);
      }
    }
    return EmbeddingSet.of(vectors, DIMENSION, ids, labels);
  }

  static String label(int number) {
    return "class-%03d".formatted(number);
  }

  /** {@code set} as a table, its rows shuffled by {@code seed} over {@code partitions}. */
  public static Dataset<Row> table(
      SparkSession spark, EmbeddingSet set, int partitions, long seed) {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < set.ids().length; i++) {
      float[] vector = new float[DIMENSION];
      System.arraycopy(set.vectors(), i * DIMENSION, vector, 0, DIMENSION);
      rows.add(RowFactory.create(set.ids()[i], label(set.labels()[i]), "test", vector));
    }
    Collections.shuffle(rows, new Random(seed));
    StructType schema =
        new StructType()
            .add("image_id", DataTypes.LongType)
            .add("label", DataTypes.StringType)
            .add("split", DataTypes.StringType)
            .add("vector", DataTypes.createArrayType(DataTypes.FloatType));
    return spark.createDataFrame(rows, schema).repartition(partitions);
  }
}
