package org.semblance.eval.metric;

import static org.semblance.eval.search.GoldenNumbers.assertNear;
import static org.semblance.eval.search.GoldenNumbers.ints;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.semblance.GoldenFiles;
import org.semblance.eval.cluster.ClusteringReport;
import org.semblance.eval.cluster.Contingency;
import org.semblance.eval.search.GoldenNumbers;
import org.semblance.eval.search.Similarity;
import org.semblance.math.ScoreKernels;

/** The evaluation protocols of the MemVir and OBD-SD papers. */
class ProtocolGoldenTest {

  private static final double TOLERANCE = 1e-9;

  @TestFactory
  Stream<DynamicTest> memvir() {
    return GoldenFiles.matching("", content -> content.path("expected").has("MAP_at_R")).stream()
        .map(file -> DynamicTest.dynamicTest(file.name(), () -> checkMemvir(file.content())));
  }

  private static void checkMemvir(JsonNode golden) {
    JsonNode expected = golden.get("expected");
    int[] cutOffs = ints(golden.get("inputs").get("K"));
    RetrievalReport report = evaluate(golden, Convention.PML, cutOffs);
    for (int i = 0; i < cutOffs.length; i++) {
      double recall = report.recallAt(cutOffs[i]);
      assertNear("recall@" + cutOffs[i], recall, expected.get("recall_at_k").get(i), TOLERANCE);
    }
    assertNear("RP", report.metric("r-precision"), expected.get("R_precision"), TOLERANCE);
    assertNear("MAP@R", report.mapAtR(), expected.get("MAP_at_R"), TOLERANCE);
    assertNear("NMI", clustering(golden).nmi(), expected.get("NMI_arithmetic"), TOLERANCE);
  }

  @TestFactory
  Stream<DynamicTest> obdsd() {
    return GoldenFiles.matching("", content -> content.path("expected").has("e_recall")).stream()
        .map(file -> DynamicTest.dynamicTest(file.name(), () -> checkObdsd(file.content())));
  }

  private static void checkObdsd(JsonNode golden) {
    JsonNode expected = golden.get("expected");
    List<String> cutOffs = new ArrayList<>();
    expected.get("e_recall").fieldNames().forEachRemaining(cutOffs::add);
    int[] ks = cutOffs.stream().mapToInt(Integer::parseInt).toArray();
    RetrievalReport report = evaluate(golden, Convention.RDML, ks);
    for (String k : cutOffs) {
      double recall = report.metric("recall@" + k);
      assertNear("recall@" + k, recall, expected.get("e_recall").get(k), TOLERANCE);
    }
    assertNear("mAP_c", report.metric("map@c"), expected.get("mAP_c"), TOLERANCE);
    assertNear("mAP", report.metric("map"), expected.get("mAP_full_list_divided_by_n"), TOLERANCE);
    assertNear("NMI", clustering(golden).nmi(), expected.get("NMI"), TOLERANCE);
    assertNear("F1", clustering(golden).f1(), expected.get("F1"), TOLERANCE);
  }

  private static RetrievalReport evaluate(JsonNode golden, Convention convention, int[] cutOffs) {
    JsonNode inputs = golden.get("inputs");
    List<Integer> recallAt = IntStream.of(cutOffs).boxed().toList();
    RetrievalOptions options =
        new RetrievalOptions(Similarity.COSINE, convention, Ranking.FULL, recallAt);
    return new RetrievalEvaluation(options, ScoreKernels.best())
        .self(GoldenNumbers.set(inputs.get("raw_embeddings"), inputs.get("labels"), 0));
  }

  private static ClusteringReport clustering(JsonNode golden) {
    JsonNode inputs = golden.get("inputs");
    return ClusteringReport.of(
        Contingency.of(ints(inputs.get("labels")), ints(inputs.get("cluster_assignment"))));
  }
}
