package org.semblance;

import com.fasterxml.jackson.databind.JsonNode;
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

  private static String spelled(String text) {
    return text.replaceAll("(?i)^([+-]?)inf(inity)?$", "$1Infinity").replaceAll("(?i)^nan$", "NaN");
  }
}
