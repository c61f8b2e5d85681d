package org.semblance;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

/** Numbers of a golden file; infinity and NaN are written as text there. */
public final class GoldenJson {

  private GoldenJson() {}

  /** A number, possibly given as text. */
  public static double number(JsonNode node) {
    return node.isTextual() ? Double.parseDouble(spelled(node.asText())) : node.asDouble();
  }

  /** A list of numbers. */
  public static double[] vector(JsonNode node) {
    return StreamSupport.stream(node.spliterator(), false)
        .mapToDouble(GoldenJson::number)
        .toArray();
  }

  /** A list of lists of numbers. */
  public static double[][] matrix(JsonNode node) {
    return StreamSupport.stream(node.spliterator(), false)
        .map(GoldenJson::vector)
        .toArray(double[][]::new);
  }

  /** A list of integers. */
  public static long[] longs(JsonNode node) {
    return StreamSupport.stream(node.spliterator(), false).mapToLong(JsonNode::asLong).toArray();
  }

  /** Rows become columns. */
  public static double[][] transposed(double[][] matrix) {
    double[][] result = new double[matrix[0].length][matrix.length];
    for (int i = 0; i < matrix.length; i++) {
      for (int j = 0; j < matrix[i].length; j++) {
        result[j][i] = matrix[i][j];
      }
    }
    return result;
  }

  /** The entries in row-major order. */
  public static double[] flat(double[][] matrix) {
    return Arrays.stream(matrix).flatMapToDouble(Arrays::stream).toArray();
  }

  /**
   * The gradient by {@code rows} of a function of their unit rows: {@code (g - u (u.g)) / |row|},
   * where {@code gradients} are those by the unit rows {@code u}.
   */
  public static double[][] throughNormalization(double[][] rows, double[][] gradients) {
    double[][] result = new double[rows.length][];
    for (int i = 0; i < rows.length; i++) {
      double[] row = rows[i];
      double[] gradient = gradients[i];
      double squaredNorm = Arrays.stream(row).map(x -> x * x).sum();
      double along = IntStream.range(0, row.length).mapToDouble(j -> row[j] * gradient[j]).sum();
      result[i] =
          IntStream.range(0, row.length)
              .mapToDouble(j -> (gradient[j] - row[j] * along / squaredNorm))
              .map(projected -> projected / Math.sqrt(squaredNorm))
              .toArray();
    }
    return result;
  }

  private static String spelled(String text) {
    return text.replaceAll("(?i)^([+-]?)inf(inity)?$", "$1Infinity").replaceAll("(?i)^nan$", "NaN");
  }
}
