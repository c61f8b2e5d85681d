package org.semblance.method.xbm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.semblance.GoldenJson.flat;
import static org.semblance.GoldenJson.longs;
import static org.semblance.GoldenJson.matrix;
import static org.semblance.GoldenJson.number;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.semblance.GoldenCase;
import org.semblance.loss.PairLoss;
import org.semblance.loss.PmlLosses;
import org.semblance.loss.Probe;
import org.semblance.method.objective.Objective;
import org.semblance.method.objective.StepBatch;
import org.semblance.tensor.TorchEngine;

/** Cross-batch memory, step by step: loss, gradient, content, position. */
class CrossBatchMemoryGoldenTest {

  private static final org.semblance.Deviations DEVIATIONS = new org.semblance.Deviations();

  @AfterAll
  static void print() {
    DEVIATIONS.print();
  }

  @TestFactory
  Stream<DynamicTest> equalsPml() {
    return GoldenCase.in("pml_", "cases", CrossBatchMemoryGoldenTest::hasMemory)
        .flatMap(
            each ->
                Stream.of(DataType.FLOAT64, DataType.FLOAT32)
                    .map(type -> each.test(type.name(), () -> run(each, type, false))));
  }

  @TestFactory
  Stream<DynamicTest> continuesFromItsState() {
    return GoldenCase.in("pml_", "cases", CrossBatchMemoryGoldenTest::hasMemory)
        .map(each -> each.test("resumed", () -> run(each, DataType.FLOAT64, true)));
  }

  private static boolean hasMemory(JsonNode file) {
    return file.path("cases").path(0).path("params").has("memory_size");
  }

  private static void run(GoldenCase each, DataType type, boolean resuming) {
    JsonNode params = each.get("params");
    CrossBatchMemory memory = memory(params);
    try (NDManager manager = TorchEngine.start(1).newBaseManager()) {
      long index = 0;
      for (JsonNode step : each.get("steps")) {
        CrossBatchMemory current = memory;
        long number = index++;
        Probe probe =
            Probe.of(
                type,
                Map.of("rows", matrix(step.get("embeddings"))),
                of -> evaluate(current, params, step, of.get("rows"), number));
        check(each, step, type, probe, memory);
        if (resuming) {
          CrossBatchMemory next = memory(params);
          next.restore(memory.state(), manager);
          memory.close();
          memory = next;
        }
      }
    } finally {
      memory.close();
    }
  }

  private static CrossBatchMemory memory(JsonNode params) {
    return new CrossBatchMemory(
        loss(params), new XbmSettings(true, params.get("memory_size").asInt(), 0));
  }

  private static NDArray evaluate(
      CrossBatchMemory memory, JsonNode params, JsonNode step, NDArray rows, long number) {
    long[] labels = longs(step.get("labels"));
    NDManager manager = rows.getManager();
    if (!params.has("enqueue_mask")) {
      return memory.evaluate(
          new StepBatch(
              0,
              number,
              rows,
              manager.create(labels),
              LongStream.of(labels).mapToInt(label -> (int) label).toArray(),
              new boolean[labels.length],
              null,
              Map.of(),
              0));
    }
    NDArray keys = index(manager, params.get("enqueue_mask"), true);
    NDArray queries = index(manager, params.get("enqueue_mask"), false);
    NDArray all = manager.create(labels);
    return memory.evaluate(
        rows.get(queries), all.get(queries), rows.get(keys), all.get(keys), Map.of(), 0);
  }

  private static NDArray index(NDManager manager, JsonNode mask, boolean wanted) {
    return manager.create(
        IntStream.range(0, mask.size())
            .filter(i -> mask.get(i).asBoolean() == wanted)
            .mapToLong(i -> i)
            .toArray());
  }

  private static void check(
      GoldenCase each, JsonNode step, DataType type, Probe probe, CrossBatchMemory memory) {
    boolean exact = type == DataType.FLOAT64;
    String row = each.file().name() + " | " + type;
    double[] value = {number(step.get("expected_loss"))};
    double[] given = {probe.value()};
    DEVIATIONS.check(row + " value", each.name(), given, value, exact ? 1e-9 : 1e-5);
    double[] gradient = flat(matrix(step.get("expected_grad_embeddings")));
    double[] ours = probe.gradient("rows");
    DEVIATIONS.check(row + " gradient", each.name(), ours, gradient, exact ? 1e-8 : 1e-5);
    Map<String, NDArray> state = memory.state();
    NDArray cursor = Objective.part(state, "xbm/cursor");
    assertThat(cursor.toLongArray())
        .containsExactly(
            step.get("expected_queue_idx_after").asLong(),
            step.get("expected_filled_after").asBoolean() ? 1 : 0);
    long[] labels = longs(step.get("expected_memory_labels_after"));
    assertThat(Objective.part(state, "xbm/labels").toLongArray()).startsWith(labels);
    NDArray rows = Objective.part(state, "xbm/embeddings").get("0:" + labels.length);
    double[] expected = flat(matrix(step.get("expected_memory_embeddings_after")));
    DEVIATIONS.check(row + " memory", each.name(), Probe.doubles(rows), expected, 1e-6);
  }

  /** The inner loss as the file spells it, for example {@code MultiSimilarityLoss(2,50,0.5)}. */
  private static PairLoss loss(JsonNode params) {
    ObjectNode named = JsonNodeFactory.instance.objectNode();
    String inner = params.get("inner").asText();
    String name = inner.replaceFirst("\\(.*", "");
    if (params.has("miner")) {
      String miner = params.get("miner").asText();
      named.put("miner", miner.replaceFirst("\\(.*", ""));
      double[] settings = numbers(miner);
      if (settings.length > 0) {
        named.put("epsilon", settings[0]).put("miner_margin", settings[0]);
      }
    }
    double[] numbers = numbers(inner.replaceFirst("^[^(]*", ""));
    switch (name) {
      case "ContrastiveLoss" -> {
        named.put("pos_margin", numbers[0]).put("neg_margin", numbers[1]);
        named.put("distance", inner.contains("Cosine") ? "CosineSimilarity" : "LpDistance");
      }
      case "MultiSimilarityLoss" ->
          named.put("alpha", numbers[0]).put("beta", numbers[1]).put("base", numbers[2]);
      case "SupConLoss", "NTXentLoss" -> named.put("temperature", numbers[0]);
      case "TripletMarginLoss", "MarginLoss" -> named.put("margin", numbers[0]).put("nu", 0);
      case "CircleLoss" -> named.put("m", numbers[0]).put("gamma", numbers[1]);
      default -> throw new IllegalArgumentException("unknown inner loss " + inner);
    }
    return (PairLoss) PmlLosses.of(name, named);
  }

  private static double[] numbers(String text) {
    Matcher matcher = Pattern.compile("(?<=[(,=])-?[0-9.]+(?=[,)])").matcher(text);
    return matcher.results().mapToDouble(found -> Double.parseDouble(found.group())).toArray();
  }
}
