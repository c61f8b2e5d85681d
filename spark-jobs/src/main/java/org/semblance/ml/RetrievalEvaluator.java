package org.semblance.ml;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.List;
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
import org.semblance.config.Settings;
import org.semblance.eval.search.Similarity;
import org.semblance.evaluate.EvaluationResult;
import org.semblance.evaluate.MeasureTable;
import org.semblance.evaluate.settings.ColumnSettings;
import org.semblance.evaluate.settings.EvaluateSettings;
import org.semblance.evaluate.settings.RowSelection;
import org.semblance.fault.SemblanceException;

/**
 * Scores a column of vectors by how well it retrieves, for {@code CrossValidator} and {@code
 * TrainValidationSplit}: every row is a query against all the others.
 *
 * <p>Params: {@code vectorCol} (default {@code features}), {@code labelCol} ({@code label}), {@code
 * idCol} (empty: rows are numbered, and ties are broken by where they are), {@code metric} ({@code
 * map@r}; or {@code recall@K}, {@code r-precision}, {@code mrr}, {@code nmi}, {@code ami}, {@code
 * ari}, {@code f1}), {@code similarity} ({@code cosine} or {@code l2}). All metrics: larger is
 * better. The jar also holds it for PySpark, {@code org/semblance/ml.py}.
 */
public final class RetrievalEvaluator extends Evaluator implements DefaultParamsWritable {

  private static final long serialVersionUID = 1L;
  private static final String ROW_NUMBER = "semblance_row_number";

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
    this.vectorCol = new Param<>(this, "vectorCol", "column of vectors");
    this.labelCol = new Param<>(this, "labelCol", "column of labels");
    this.idCol = new Param<>(this, "idCol", "column of ids, empty for none");
    this.metric = checked("metric", "name of the metric", ChosenMetric::new);
    this.similarity = checked("similarity", "cosine or l2", RetrievalEvaluator::similarity);
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
    Dataset<Row> table = dataset.toDF();
    String id = getIdCol();
    if (id.isEmpty()) {
      id = ROW_NUMBER;
      table = table.withColumn(id, functions.monotonically_increasing_id());
    }
    ChosenMetric chosen = new ChosenMetric(getMetric());
    EvaluationResult result =
        new MeasureTable(dataset.sparkSession(), settings(id, chosen), Optional.empty())
            .measure(table);
    return requireNonNull(result.metrics().get(chosen.name()), chosen.name());
  }

  private EvaluateSettings settings(String id, ChosenMetric chosen) {
    return Settings.of(EvaluateSettings.class)
        .with("columns", new ColumnSettings(id, getLabelCol(), getVectorCol(), "", "", "", "", ""))
        .with("rows", RowSelection.ALL)
        .with("similarity", similarity(getSimilarity()))
        .with("ranking", chosen.ranking())
        .with("recall-at", List.of(chosen.recallAt()))
        .with("neighbors", 0)
        .with("worst-queries", 0)
        .with("bootstrap-resamples", 0)
        .with("sampling.from-rows", 0)
        .with("clustering.enabled", chosen.isOfClusters())
        .with("geometry", false)
        .build();
  }

  private static Similarity similarity(String name) {
    return Arrays.stream(Similarity.values())
        .filter(one -> one.name().equalsIgnoreCase(name))
        .findFirst()
        .orElseThrow(
            () -> SemblanceException.usage("similarity must be cosine or l2, got " + name));
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

  public String getVectorCol() {
    return $(vectorCol);
  }

  public RetrievalEvaluator setVectorCol(String column) {
    set(vectorCol, column);
    return this;
  }

  public String getLabelCol() {
    return $(labelCol);
  }

  public RetrievalEvaluator setLabelCol(String column) {
    set(labelCol, column);
    return this;
  }

  public String getIdCol() {
    return $(idCol);
  }

  public RetrievalEvaluator setIdCol(String column) {
    set(idCol, column);
    return this;
  }

  public String getMetric() {
    return $(metric);
  }

  /** One of the metrics named above. */
  public RetrievalEvaluator setMetric(String name) {
    set(metric, name);
    return this;
  }

  public String getSimilarity() {
    return $(similarity);
  }

  /** {@code cosine} or {@code l2}. */
  public RetrievalEvaluator setSimilarity(String name) {
    set(similarity, name);
    return this;
  }

  private Param<String> checked(String name, String doc, ValueCheck check) {
    return new Param<>(this, name, doc, check);
  }
}
