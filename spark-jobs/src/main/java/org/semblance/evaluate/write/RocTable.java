package org.semblance.evaluate.write;

import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.semblance.eval.search.Similarity;
import org.semblance.eval.verification.RocCurve;

/**
 * Writes a ROC curve: {@code threshold}, {@code false_accepts}, {@code true_accepts}, doubles, the
 * highest threshold first.
 */
public record RocTable(JavaSparkContext context, TableWriter writer, Similarity similarity) {

  public static final String NAME = "roc";

  private static final StructType SCHEMA =
      new StructType()
          .add("threshold", DataTypes.DoubleType, false)
          .add("false_accepts", DataTypes.DoubleType, false)
          .add("true_accepts", DataTypes.DoubleType, false);
  private static final int POINTS = 2000;

  public void write(RocCurve curve) {
    List<InternalRow> rows =
        curve.points(POINTS).stream()
            .map(
                point ->
                    TableWriter.row(
                        (double) similarity.reported(point.threshold()),
                        point.falseAccepts(),
                        point.trueAccepts()))
            .toList();
    writer.write(context.parallelize(rows, 1), SCHEMA, NAME);
  }
}
