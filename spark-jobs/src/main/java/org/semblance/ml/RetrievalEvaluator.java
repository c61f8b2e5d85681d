package org.semblance.ml;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.ml.evaluation.Evaluator;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.DefaultParamsWritable;
import org.apache.spark.ml.util.Identifiable$;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.semblance.cluster.Initialization;
import org.semblance.fault.SemblanceException;
import org.semblance.jobs.evaluate.ClusteringSettings;
import org.semblance.jobs.evaluate.ColumnSettings;
import org.semblance.jobs.evaluate.EvaluateSettings;
import org.semblance.jobs.evaluate.EvaluationResult;
import org.semblance.jobs.evaluate.InvalidRows;
import org.semblance.jobs.evaluate.MeasureTable;
import org.semblance.jobs.evaluate.PlanChoice;
import org.semblance.jobs.evaluate.RowSelection;
import org.semblance.jobs.evaluate.SamplingSettings;
import org.semblance.jobs.evaluate.SearchSettings;
import org.semblance.metric.Convention;
import org.semblance.metric.Ranking;
import org.semblance.metric.Similarity;

/**
 * Scores a column of vectors by how well it retrieves, for {@code CrossValidator} and {@code
 * TrainValidationSplit}: every row is a query against all the others.
 *
 * <p>Params: {@code vectorCol} (default {@code features}), {@code labelCol} ({@code label}), {@code
 * idCol} (empty: rows are numbered, and ties are broken by where they are), {@code metric} ({@code
 * map@r}; or {@code recall@K}, {@code r-precision}, {@code mrr}, {@code nmi}, {@code ami}, {@code
 * ari}, {@code f1}), {@code similarity} ({@code cosine} or {@code l2}). All metrics: larger is
 * better. From PySpark, with the Semblance jar on the class path:
 *
 * <pre>{@code
 * from pyspark.ml.evaluation import JavaEvaluator
 * class RetrievalEvaluator(JavaEvaluator):
 *     def __init__(self):
 *         super().__init__()
 *         self._java_obj = self._new_java_obj("org.semblance.ml.RetrievalEvaluator", self.uid)
 * evaluator = RetrievalEvaluator()
 * evaluator._java_obj.setMetric("recall@1")
 * }</pre>
 */
public final class RetrievalEvaluator extends Evaluator implements DefaultParamsWritable {

  private static final long serialVersionUID = 1L;
  private static final String RECALL = "recall@";
  private static final String ROW_NUMBER = "semblance_row_number";
  private static final List<String> RETRIEVAL = List.of("map@r", "r-precision", "mrr");
  private static final List<String> CLUSTERING = List.of("nmi", "ami", "ari", "f1");

  private final String uid;
  private final Param<String> vectorCol;
  private final Param<String> labelCol;
  private final Param<String> idCol;
  private final Param<String> metric;
  private final Param<String> similarity;

  public RetrievalEvaluator() {
    this(Identifiable$.MODULE$.randomUID("retrievalEval"));
  }

  public RetrievalEvaluator(String uid) {
    this.uid = uid;
    // After the uid, which becomes part of each of them.
    this.vectorCol = param("vectorCol", "column of vectors");
    this.labelCol = param("labelCol", "column of labels");
    this.idCol = param("idCol", "column of ids, empty for none");
    this.metric = param("metric", "name of the metric");
    this.similarity = param("similarity", "cosine or l2");
    setDefault(vectorCol, "features");
    setDefault(labelCol, "label");
    setDefault(idCol, "");
    setDefault(metric, "map@r");
    setDefault(similarity, "cosine");
  }

  /** For {@link #save} and its counterpart {@code load}; Spark calls it by its name. */
  public static MLReader<RetrievalEvaluator> read() {
    return new DefaultParamsReader<>();
  }

  /** What {@link #save} wrote to {@code path}. */
  public static RetrievalEvaluator load(String path) {
    return read().load(path);
  }

  @Override
  public String uid() {
    return uid;
  }

  @Override
  public double evaluate(Dataset<?> dataset) {
    String wanted = $(metric);
    Dataset<Row> table = dataset.toDF();
    String id = $(idCol);
    if (id.isEmpty()) {
      id = ROW_NUMBER;
      table = table.withColumn(id, functions.monotonically_increasing_id());
    }
    EvaluationResult result =
        new MeasureTable(dataset.sparkSession(), settings(id, wanted), Optional.empty())
            .measure(table);
    Map<String, Double> metrics = result.metrics();
    Double value = metrics.get(wanted);
    if (value == null) {
      throw SemblanceException.usage(
          "metric must be one of %s, got %s".formatted(metrics.keySet(), wanted));
    }
    return value;
  }

  private EvaluateSettings settings(String id, String wanted) {
    return new EvaluateSettings(
        new ColumnSettings(id, $(labelCol), $(vectorCol), "", "", "", "", ""),
        RowSelection.ALL,
        InvalidRows.FAIL,
        Similarity.valueOf($(similarity).toUpperCase(Locale.ROOT)),
        Convention.PML,
        wanted.equals("mrr") ? Ranking.FIRST : Ranking.TOP,
        List.of(cutOff(wanted)),
        0,
        0,
        0,
        new SearchSettings.Exact(),
        new SamplingSettings(0, 1),
        new ClusteringSettings(CLUSTERING.contains(wanted), 0, 20, Initialization.RANDOM),
        false,
        PlanChoice.AUTO,
        0,
        1);
  }

  private static int cutOff(String metric) {
    if (!metric.startsWith(RECALL)) {
      return 1;
    }
    try {
      return Integer.parseInt(metric.substring(RECALL.length()));
    } catch (NumberFormatException malformed) {
      throw unknown(metric);
    }
  }

  private static SemblanceException unknown(String metric) {
    return SemblanceException.usage(
        "metric must be recall@K, %s or %s, got %s"
            .formatted(String.join(", ", RETRIEVAL), String.join(", ", CLUSTERING), metric));
  }

  @Override
  public boolean isLargerBetter() {
    return true;
  }

  @Override
  public RetrievalEvaluator copy(ParamMap extra) {
    return (RetrievalEvaluator) defaultCopy(extra);
  }

  public Param<String> vectorCol() {
    return vectorCol;
  }

  public Param<String> labelCol() {
    return labelCol;
  }

  public Param<String> idCol() {
    return idCol;
  }

  public Param<String> metric() {
    return metric;
  }

  public Param<String> similarity() {
    return similarity;
  }

  public RetrievalEvaluator setVectorCol(String column) {
    set(vectorCol, column);
    return this;
  }

  public RetrievalEvaluator setLabelCol(String column) {
    set(labelCol, column);
    return this;
  }

  public RetrievalEvaluator setIdCol(String column) {
    set(idCol, column);
    return this;
  }

  /** One of the metrics named above. */
  public RetrievalEvaluator setMetric(String name) {
    if (!name.startsWith(RECALL) && !RETRIEVAL.contains(name) && !CLUSTERING.contains(name)) {
      throw unknown(name);
    }
    cutOff(name);
    set(metric, name);
    return this;
  }

  /** {@code cosine} or {@code l2}. */
  public RetrievalEvaluator setSimilarity(String name) {
    if (Arrays.stream(Similarity.values()).noneMatch(one -> one.name().equalsIgnoreCase(name))) {
      throw SemblanceException.usage("similarity must be cosine or l2, got " + name);
    }
    set(similarity, name);
    return this;
  }

  private Param<String> param(String name, String doc) {
    return new Param<>(this, name, doc);
  }
}
