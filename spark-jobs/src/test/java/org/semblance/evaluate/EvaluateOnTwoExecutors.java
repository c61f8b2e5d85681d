package org.semblance.evaluate;

import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.semblance.evaluate.settings.EvaluateFixture;
import org.semblance.evaluate.settings.PlanChoice;

/**
 * Evaluates the table {@code TABLE} by every plan into a folder of {@code OUT} called like the
 * plan, in the session that system properties describe.
 */
final class EvaluateOnTwoExecutors {

  private EvaluateOnTwoExecutors() {}

  public static void main(String[] arguments) {
    try (SparkSession spark = SparkSession.builder().getOrCreate()) {
      for (PlanChoice plan : PlanChoice.values()) {
        new EvaluateEmbeddings(
                spark,
                EvaluateFixture.settings(EvaluateFixture.COLUMNS, 100, plan),
                new Path(arguments[0]),
                new Path(arguments[1], plan.name()))
            .execute();
      }
    }
  }
}
