package org.semblance.eval.search;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;

/** Reads arrays from golden files and compares numbers, NaN among them. */
public final class GoldenNumbers {

  private GoldenNumbers() {}

  /** A list of integers. */
  public static int[] ints(JsonNode node) {
    return IntStream.range(0, node.size()).map(i -> node.get(i).asInt()).toArray();
  }

  /** A list of rows, one after the other. */
  public static float[] rows(JsonNode node) {
    List<Float> values = new ArrayList<>();
    node.forEach(row -> row.forEach(value -> values.add((float) value.asDouble())));
    float[] result = new float[values.size()];
    for (int i = 0; i < result.length; i++) {
      result[i] = values.get(i);
    }
    return result;
  }

  /** A set whose ids count from {@code firstId}. */
  public static EmbeddingSet set(JsonNode rows, JsonNode labels, long firstId) {
    long[] ids = IntStream.range(0, rows.size()).mapToLong(i -> firstId + i).toArray();
    int dimension = rows.isEmpty() ? 1 : rows.get(0).size();
    return EmbeddingSet.of(rows(rows), dimension, ids, ints(labels));
  }

  /** Asserts that {@code actual} is {@code expected}, where "NaN" is spelled as text. */
  public static void assertNear(String what, double actual, JsonNode expected, double tolerance) {
    double wanted =
        expected.isTextual() ? Double.parseDouble(expected.asText()) : expected.asDouble();
    if (Double.isNaN(wanted)) {
      assertThat(actual).as(what).isNaN();
    } else {
      assertThat(actual).as(what).isCloseTo(wanted, Offset.offset(tolerance));
    }
  }
}
