package org.semblance.eval.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.semblance.eval.search.GoldenNumbers.assertNear;
import static org.semblance.eval.search.GoldenNumbers.ints;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.semblance.GoldenFiles;
import org.semblance.eval.search.GoldenNumbers;
import org.semblance.math.Rows;

/** Clustering metrics of scikit-learn and the peers, and Lloyd's iterations. */
class ClusteringGoldenTest {

  private static final double TOLERANCE = 1e-9;
  // Centers and distances are float32 here, float64 there.
  private static final double FLOAT_TOLERANCE = 1e-5;

  private static Stream<JsonNode> all(String array) {
    List<JsonNode> cases = new ArrayList<>();
    GoldenFiles.matching("", content -> content.path("cases").path(0).has("clusters"))
        .forEach(file -> file.content().path(array).forEach(cases::add));
    return cases.stream();
  }

  @TestFactory
  Stream<DynamicTest> agreement() {
    return all("cases")
        .map(c -> DynamicTest.dynamicTest(c.get("name").asText(), () -> checkAgreement(c)));
  }

  private static void checkAgreement(JsonNode golden) {
    Contingency table = Contingency.of(ints(golden.get("labels")), ints(golden.get("clusters")));
    ClusteringReport report = ClusteringReport.of(table);
    JsonNode expected = golden.get("expected");
    assertNear("pml NMI", report.nmi(), expected.get("pml_NMI"), TOLERANCE);
    assertNear("pml AMI", report.ami(), expected.get("pml_AMI"), TOLERANCE);
    assertNear("NMI", report.nmi(), expected.get("NMI_arithmetic"), TOLERANCE);
    assertNear("AMI", report.ami(), expected.get("AMI_arithmetic"), TOLERANCE);
    assertNear("NMI geometric", report.nmiGeometric(), expected.get("NMI_geometric"), TOLERANCE);
    assertNear("AMI geometric", report.amiGeometric(), expected.get("AMI_geometric"), TOLERANCE);
    assertNear("Rand", report.adjustedRand(), expected.get("adjusted_rand"), TOLERANCE);
    assertNear("precision", report.precision(), expected.get("pairwise_precision"), TOLERANCE);
    assertNear("recall", report.recall(), expected.get("pairwise_recall"), TOLERANCE);
    assertNear("F1", report.f1(), expected.get("pairwise_F1"), TOLERANCE);
    assertNear("rdml F1", report.f1(), expected.get("revisiting_dml_f1_metric"), TOLERANCE);
  }

  @TestFactory
  Stream<DynamicTest> lloyd() {
    return all("kmeans_cases")
        .map(c -> DynamicTest.dynamicTest(c.get("name").asText(), () -> checkLloyd(c)));
  }

  private static void checkLloyd(JsonNode golden) {
    int dimension = golden.get("rows").get(0).size();
    Rows points = Rows.of(GoldenNumbers.rows(golden.get("rows")), dimension);
    Centroids start = new Centroids(dimension, GoldenNumbers.rows(golden.get("initial_centers")));
    Clustering clustering = KMeans.lloyd(points, start, golden.get("max_iter").asInt());
    assertThat(clustering.clusters()).isEqualTo(ints(golden.get("expected_labels")));
    assertThat(clustering.centroids().values())
        .usingComparatorWithPrecision((float) FLOAT_TOLERANCE)
        .containsExactly(GoldenNumbers.rows(golden.get("expected_centers")));
    assertThat(clustering.iterations())
        .isEqualTo(golden.get("expected_iterations_sklearn").asInt());
    double inertia = golden.get("expected_inertia").asDouble();
    assertThat(clustering.inertia()).isCloseTo(inertia, within(FLOAT_TOLERANCE * inertia));
  }
}
