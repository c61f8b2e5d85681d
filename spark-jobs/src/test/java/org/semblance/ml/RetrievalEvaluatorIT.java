package org.semblance.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.feature.PCA;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.tuning.CrossValidator;
import org.apache.spark.ml.tuning.CrossValidatorModel;
import org.apache.spark.ml.tuning.ParamGridBuilder;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.semblance.LocalSpark;
import org.semblance.fault.SemblanceException;

@ExtendWith(LocalSpark.class)
class RetrievalEvaluatorIT {

  @TempDir Path folder;

  /** Three directions that tell 8 classes apart and one loud direction that does not. */
  private static Dataset<Row> table(SparkSession spark) {
    SplittableRandom random = new SplittableRandom(1);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < 240; i++) {
      int label = i % 8;
      double[] values = {
        label % 2 * 2 - 1 + 0.2 * random.nextDouble(),
        label / 2 % 2 * 2 - 1 + 0.2 * random.nextDouble(),
        label / 4 * 2 - 1 + 0.2 * random.nextDouble(),
        20 * random.nextDouble() - 10
      };
      rows.add(RowFactory.create((double) label, Vectors.dense(values), (long) i));
    }
    StructType schema =
        new StructType()
            .add("label", DataTypes.DoubleType)
            .add("raw", SQLDataTypes.VectorType())
            .add("id", DataTypes.LongType);
    return spark.createDataFrame(rows, schema);
  }

  @Test
  void choosesAmongModelsInACrossValidator(SparkSession spark) {
    PCA pca = new PCA().setInputCol("raw").setOutputCol("features");
    ParamMap[] grid = new ParamGridBuilder().addGrid(pca.k(), new int[] {1, 4}).build();
    CrossValidatorModel model =
        new CrossValidator()
            .setEstimator(new Pipeline().setStages(new PipelineStage[] {pca}))
            .setEvaluator(
                new RetrievalEvaluator().setMetric("recall@1").setSimilarity("l2").setIdCol("id"))
            .setEstimatorParamMaps(grid)
            .setNumFolds(2)
            .setSeed(5)
            .fit(table(spark));
    // The first principal component is the loud direction alone.
    assertThat(model.avgMetrics()[1]).isGreaterThan(model.avgMetrics()[0] + 0.3);
  }

  @Test
  void givesTheMetricAskedFor(SparkSession spark) {
    Dataset<Row> table = table(spark);
    RetrievalEvaluator evaluator = new RetrievalEvaluator().setVectorCol("raw").setIdCol("id");
    double map = evaluator.evaluate(table);
    double recall = evaluator.setMetric("recall@8").evaluate(table);
    double nmi = evaluator.setMetric("nmi").evaluate(table);
    assertThat(List.of(map, nmi)).allMatch(value -> value > 0 && value < 1);
    assertThat(recall).isGreaterThan(map);
    assertThat(evaluator.isLargerBetter()).isTrue();
  }

  @Test
  void isCopiedAndSavedWithItsParams(SparkSession spark) throws IOException {
    RetrievalEvaluator evaluator = new RetrievalEvaluator().setMetric("ami").setIdCol("key");
    RetrievalEvaluator copy = evaluator.copy(ParamMap.empty());
    assertThat(copy.extractParamMap().toString()).isEqualTo(evaluator.extractParamMap().toString());
    String path = folder.resolve("evaluator").toString();
    evaluator.save(path);
    RetrievalEvaluator loaded = RetrievalEvaluator.load(path);
    assertThat(loaded.uid()).isEqualTo(evaluator.uid());
    assertThat(loaded.extractParamMap().toString())
        .isEqualTo(evaluator.extractParamMap().toString());
    assertThat(spark.sparkContext().isStopped()).isFalse();
  }

  @Test
  void refusesAMetricItDoesNotKnow() {
    assertThatThrownBy(() -> new RetrievalEvaluator().setMetric("accuracy"))
        .isInstanceOf(SemblanceException.class)
        .hasMessage(
            "metric must be recall@K, map@r, r-precision, mrr or nmi, ami, ari, f1, got accuracy");
  }
}
