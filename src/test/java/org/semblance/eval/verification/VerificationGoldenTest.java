package org.semblance.eval.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.semblance.eval.search.GoldenNumbers.assertNear;
import static org.semblance.eval.search.GoldenNumbers.ints;
import static org.semblance.eval.search.GoldenNumbers.rows;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.semblance.GoldenFiles;
import org.semblance.eval.search.EmbeddingSet;
import org.semblance.eval.search.Similarity;

/** The ROC metrics of scikit-learn over all pairs. */
class VerificationGoldenTest {

  private static final double TOLERANCE = 1e-12;

  private static Stream<JsonNode> cases() {
    List<JsonNode> cases = new ArrayList<>();
    GoldenFiles.matching(
            "verification", content -> content.path("cases").path(0).path("expected").has("eer"))
        .forEach(file -> file.content().get("cases").forEach(cases::add));
    return cases.stream();
  }

  @TestFactory
  Stream<DynamicTest> agreesWithScikitLearn() {
    return cases()
        .map(
            golden ->
                DynamicTest.dynamicTest(golden.get("name").asText(), () -> assertAgrees(golden)));
  }

  private static void assertAgrees(JsonNode golden) {
    float[] vectors = rows(golden.get("rows"));
    int[] labels = ints(golden.get("labels"));
    int queries = golden.get("queries").isNull() ? labels.length : golden.get("queries").asInt();
    EmbeddingSet all = set(vectors, labels, 0, labels.length);
    EmbeddingSet left = set(vectors, labels, 0, queries);
    EmbeddingSet right =
        queries == labels.length ? all : set(vectors, labels, queries, labels.length);
    List<Double> rates = new ArrayList<>();
    golden.get("rates").forEach(rate -> rates.add(rate.asDouble()));
    PairsInMemory pairs = PairsInMemory.of(left, right, Similarity.COSINE);
    VerificationReport report =
        VerificationReport.of(
            pairs.matches(),
            pairs.counts(),
            rates,
            left.equals(right),
            Optional.empty(),
            score -> score);
    golden
        .get("expected")
        .properties()
        .forEach(
            expected -> {
              String name = expected.getKey();
              for (double rate : rates) {
                name = name.replaceFirst("@" + rate + "$", "@" + VerificationReport.name(rate));
              }
              assertThat(report.metrics()).containsKey(name);
              assertNear(
                  name, report.metrics().getOrDefault(name, -1.0), expected.getValue(), TOLERANCE);
            });
  }

  private static EmbeddingSet set(float[] vectors, int[] labels, int from, int to) {
    int dimension = vectors.length / labels.length;
    return EmbeddingSet.of(
        Arrays.copyOfRange(vectors, from * dimension, to * dimension),
        dimension,
        IntStream.range(from, to).asLongStream().toArray(),
        Arrays.copyOfRange(labels, from, to));
  }
}
