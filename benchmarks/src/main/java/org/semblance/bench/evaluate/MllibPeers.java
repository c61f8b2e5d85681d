package org.semblance.bench.evaluate;

import org.apache.hadoop.fs.Path;
import org.apache.spark.ml.clustering.KMeans;
import org.apache.spark.ml.clustering.KMeansSummary;
import org.apache.spark.ml.feature.BucketedRandomProjectionLSH;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.semblance.table.EmbeddingTable;
import org.semblance.table.LiteralReads;

/**
 * MLlib's side: k-means of the table, or its approximate join of the first rows with themselves,
 * which takes too long for all.
 *
 * <p>{@code MllibPeers TABLE kmeans|lsh}
 */
public final class MllibPeers {

  private static final String FEATURES = "features";
  private static final int CLUSTERS = 1000;
  private static final int ITERATIONS = 20;
  private static final int JOINED_ROWS = 5000;

  private MllibPeers() {}

  public static void main(String[] arguments) {
    try (SparkSession spark = SparkSession.builder().getOrCreate()) {
      Dataset<Row> rows =
          LiteralReads.parquet(spark, new Path(arguments[0]))
              .select(
                  functions.col(EmbeddingTable.IMAGE_ID),
                  org.apache
                      .spark
                      .ml
                      .functions
                      .array_to_vector(functions.col(EmbeddingTable.VECTOR))
                      .as(FEATURES))
              .cache();
      rows.count();
      Measured<String> peer =
          Measured.of(arguments[1].equals("lsh") ? () -> join(rows) : () -> kMeans(rows));
      System.out.println(peer.cost() + ", " + peer.result());
    }
  }

  private static String kMeans(Dataset<Row> rows) {
    KMeansSummary summary =
        new KMeans()
            .setK(CLUSTERS)
            .setMaxIter(ITERATIONS)
            .setTol(0)
            .setInitMode("random")
            .setSeed(1)
            .fit(rows)
            .summary();
    return "{'inertia': %f, 'iterations': %d}".formatted(summary.trainingCost(), summary.numIter());
  }

  /** Pairs nearer than half of the distance of unrelated unit vectors. */
  private static String join(Dataset<Row> rows) {
    Dataset<Row> part = rows.where(functions.col(EmbeddingTable.IMAGE_ID).lt(JOINED_ROWS));
    long pairs =
        new BucketedRandomProjectionLSH()
            .setInputCol(FEATURES)
            .setOutputCol("hashes")
            .setBucketLength(1)
            .setNumHashTables(3)
            .setSeed(1)
            .fit(part)
            .approxSimilarityJoin(part, part, 0.7)
            .count();
    return "{'pairs': %d}".formatted(pairs);
  }
}
