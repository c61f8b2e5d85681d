package org.semblance.ml;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.feature.PCA;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.param.ParamPair;
import org.apache.spark.ml.tuning.CrossValidator;
import org.apache.spark.ml.tuning.CrossValidatorModel;
import org.apache.spark.ml.tuning.ParamGridBuilder;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.semblance.LocalSpark;
import org.semblance.fault.SemblanceException;
import scala.collection.JavaConverters;

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
  void refusesWrongValuesHoweverTheyAreSet() {
    RetrievalEvaluator evaluator = new RetrievalEvaluator();
    String unknown = "metric must be recall@K, map@r, r-precision, mrr or nmi, ami, ari, f1, got ";
    assertUsage(() -> evaluator.setMetric("accuracy"), unknown + "accuracy");
    assertUsage(() -> evaluator.setMetric("recall@0"), unknown + "recall@0");
    assertUsage(
        () -> ParamMap.empty().put(evaluator.metric(), "recall@many"), unknown + "recall@many");
    assertUsage(
        () -> evaluator.similarity().w("manhattan"),
        "similarity must be cosine or l2, got manhattan");
  }

  private static void assertUsage(ThrowingCallable call, String message) {
    assertThatThrownBy(call).isInstanceOf(SemblanceException.class).hasMessage(message);
  }

  /** What {@code JavaParams} and {@code JavaEvaluator} of pyspark call, in their order. */
  @Test
  void takesItsParamsAsPySparkHandsThemOver(SparkSession spark) {
    RetrievalEvaluator evaluator = new RetrievalEvaluator("RetrievalEvaluator_1a2b");
    List<ParamPair<?>> defaults = new ArrayList<>();
    for (Param<?> param : evaluator.params()) {
      assertThat(evaluator.isSet(param)).isFalse();
      assertThat(evaluator.hasDefault(param)).isTrue();
      defaults.add(pair(evaluator, param.name(), evaluator.getDefault(param).get()));
    }
    evaluator.setDefault(JavaConverters.asScalaBuffer(defaults));
    evaluator.set(pair(evaluator, "vectorCol", "raw"));
    evaluator.set(pair(evaluator, "idCol", "id"));
    RetrievalEvaluator copy = evaluator.copy(ParamMap.empty());
    copy.set(pair(copy, "metric", "recall@1"));
    assertThat(copy.isLargerBetter()).isTrue();
    Dataset<Row> table = table(spark);
    assertThat(copy.evaluate(table))
        .isEqualTo(
            new RetrievalEvaluator()
                .setVectorCol("raw")
                .setIdCol("id")
                .setMetric("recall@1")
                .evaluate(table));
    assertThat(evaluator.getMetric()).isEqualTo("map@r");
    copy.clear(copy.getParam("idCol"));
    assertThat(copy.getIdCol()).isEmpty();
  }

  private static ParamPair<?> pair(RetrievalEvaluator evaluator, String name, Object value) {
    return evaluator.getParam(name).w(value);
  }

  @Test
  void namesAColumnThatIsNotThere(SparkSession spark) {
    Dataset<Row> table = table(spark);
    assertThatThrownBy(() -> new RetrievalEvaluator().evaluate(table))
        .isInstanceOf(SemblanceException.class)
        .hasMessageStartingWith("the embeddings have no column 'features'");
  }

  @Test
  void hasTheSameParamsInPython() throws IOException {
    String source;
    try (InputStream file = getClass().getResourceAsStream("/org/semblance/ml.py")) {
      source = new String(requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
    }
    Map<String, String> params = new TreeMap<>();
    Matcher declared =
        Pattern.compile("(\\w+) = Param\\(Params._dummy\\(\\), \"(\\w+)\", \"(.*?)\"")
            .matcher(source);
    while (declared.find()) {
      assertThat(declared.group(1)).isEqualTo(declared.group(2));
      params.put(declared.group(2), declared.group(3));
    }
    RetrievalEvaluator evaluator = new RetrievalEvaluator();
    assertThat(params)
        .isEqualTo(
            Arrays.stream(evaluator.params()).collect(Collectors.toMap(Param::name, Param::doc)));
    for (String name : params.keySet()) {
      String ending = Character.toUpperCase(name.charAt(0)) + name.substring(1);
      assertThat(source)
          .contains("def get" + ending + "(self):", "def set" + ending + "(self, value):");
      assertThat(RetrievalEvaluator.class.getMethods())
          .extracting(Method::getName)
          .contains("get" + ending, "set" + ending);
    }
    assertThat(source)
        .contains("class RetrievalEvaluator(", "\"" + RetrievalEvaluator.class.getName() + "\"");
  }
}
