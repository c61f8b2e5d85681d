package org.semblance.bench.evaluate;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.semblance.table.EmbeddingTable;

/**
 * Unit vectors around random class centers, the same bytes for both sides: {@code embeddings}
 * (Parquet, {@link EmbeddingTable}) and {@code vectors.f32} (little-endian, row-major) with {@code
 * labels.i32}.
 *
 * <p>{@code GeneratedEmbeddings ROWS DIMENSION ROWS_PER_CLASS SPREAD FOLDER}
 */
public final class GeneratedEmbeddings {

  private static final int PARTITIONS = 8;

  private GeneratedEmbeddings() {}

  public static void main(String[] arguments) throws IOException {
    int rows = Integer.parseInt(arguments[0]);
    int dimension = Integer.parseInt(arguments[1]);
    int perClass = Integer.parseInt(arguments[2]);
    double spread = Double.parseDouble(arguments[3]);
    Path folder = Files.createDirectories(Path.of(arguments[4]));
    writeParquet(rows, dimension, perClass, spread, folder);
    writeBinary(rows, dimension, perClass, spread, folder);
  }

  /** Row {@code number}: its class's center plus {@code spread} times noise, scaled to length 1. */
  static float[] vector(int number, int dimension, int perClass, double spread) {
    Random center = new Random(number / perClass * 2L);
    Random noise = new Random(number * 2L + 1);
    double[] values = new double[dimension];
    double sum = 0;
    for (int k = 0; k < dimension; k++) {
      values[k] = center.nextGaussian() + spread * noise.nextGaussian();
      sum += values[k] * values[k];
    }
    float[] vector = new float[dimension];
    for (int k = 0; k < dimension; k++) {
      vector[k] = (float) (values[k] / Math.sqrt(sum));
    }
    return vector;
  }

  private static void writeParquet(
      int rows, int dimension, int perClass, double spread, Path folder) {
    try (SparkSession spark = SparkSession.builder().getOrCreate()) {
      JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
      spark
          .createDataFrame(
              context
                  .parallelize(IntStream.range(0, rows).boxed().toList(), PARTITIONS)
                  .map(number -> row(number, dimension, perClass, spread)),
              EmbeddingTable.SCHEMA)
          .write()
          .mode(SaveMode.Overwrite)
          .parquet(folder.resolve("embeddings").toString());
    }
  }

  private static Row row(int number, int dimension, int perClass, double spread) {
    int label = number / perClass;
    float[] vector = vector(number, dimension, perClass, spread);
    return RowFactory.create((long) number, "class " + label, label, "test", vector, "generated");
  }

  private static void writeBinary(int rows, int dimension, int perClass, double spread, Path folder)
      throws IOException {
    try (DataOutputStream vectors = open(folder.resolve("vectors.f32"));
        DataOutputStream labels = open(folder.resolve("labels.i32"))) {
      ByteBuffer row = ByteBuffer.allocate(4 * dimension).order(ByteOrder.LITTLE_ENDIAN);
      for (int number = 0; number < rows; number++) {
        row.asFloatBuffer().put(vector(number, dimension, perClass, spread));
        vectors.write(row.array());
        labels.writeInt(Integer.reverseBytes(number / perClass));
      }
    }
  }

  private static DataOutputStream open(Path file) throws IOException {
    return new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file), 1 << 20));
  }
}
