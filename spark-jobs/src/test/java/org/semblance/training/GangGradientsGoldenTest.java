package org.semblance.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.semblance.GoldenCase;
import org.semblance.GoldenJson;
import org.semblance.collective.Collective;
import org.semblance.exchange.TestProcessGroup;
import org.semblance.loss.MetricLoss;
import org.semblance.loss.PmlLosses;
import org.semblance.tensor.Autograd;
import org.semblance.tensor.TorchEngine;
import org.semblance.train.GlobalRows;
import org.semblance.train.feed.StepRows;

/**
 * The gradient of a linear model shared by ranks is that of one process with all rows, for every
 * loss and number of ranks that pytorch-metric-learning was run with, over real sockets.
 */
class GangGradientsGoldenTest {

  /** Float32 against float64. */
  private static final double TOLERANCE = 1e-5;

  /** The file names only the class: these give its loss values. */
  private static final Map<String, String> PARAMS =
      Map.of(
          "ContrastiveLoss", "{}",
          "TripletMarginLoss", "{'margin': 0.2}",
          "MultiSimilarityLoss", "{'alpha': 2, 'beta': 50}",
          "MultiSimilarityLoss_with_miner",
              "{'alpha': 2, 'beta': 50, 'miner': 'MultiSimilarityMiner', 'epsilon': 0.1}",
          "SupConLoss", "{'temperature': 0.1}",
          "NTXentLoss", "{'temperature': 0.1}");

  @BeforeAll
  static void startEngine() {
    TorchEngine.start(1);
  }

  @TestFactory
  Stream<DynamicTest> gradients() {
    return GoldenCase.in("pml_distributed", "cases", content -> content.has("model_matrix_M"))
        .filter(c -> c.node().path("mode").asText().equals("full"))
        .flatMap(
            c -> {
              int ranks = c.node().path("world_size").intValue();
              return Stream.of(1, ranks)
                  .map(
                      size ->
                          DynamicTest.dynamicTest(
                              c.node().path("name").asText() + " on " + size,
                              () -> compare(c, ranks, size)));
            });
  }

  private static void compare(GoldenCase c, int shards, int size) throws Exception {
    String name = c.node().path("loss").asText();
    MetricLoss loss = PmlLosses.of(name, params(name));
    double[] expected =
        GoldenJson.flat(GoldenJson.matrix(c.node().path("single_process_model_grad")));
    for (float[] gradient :
        TestProcessGroup.of(size).run(rank -> gradient(loss, c.file().content(), shards, rank))) {
      assertThat(gradient).hasSameSizeAs(expected);
      for (int i = 0; i < expected.length; i++) {
        assertThat((double) gradient[i]).isCloseTo(expected[i], within(TOLERANCE));
      }
    }
  }

  /** Summed over the ranks; a rank alone has the rows of all shards. */
  private static float[] gradient(
      MetricLoss loss, JsonNode file, int shards, Collective collective) {
    try (NDManager manager = NDManager.newBaseManager()) {
      NDArray model = matrix(manager, file.path("model_matrix_M"));
      model.setRequiresGradient(true);
      boolean alone = collective.size() == 1;
      NDArray rows = null;
      int[] classes = {};
      for (int shard = 0; shard < shards; shard++) {
        if (alone || shard == collective.rank()) {
          NDArray part = matrix(manager, file.path("rank_rows").path(shard));
          rows = rows == null ? part : rows.concat(part);
          classes = joined(classes, GoldenJson.longs(file.path("rank_labels").path(shard)));
        }
      }
      NDArray own = Objects.requireNonNull(rows);
      NDArray embeddings = Autograd.recorded(() -> own.matMul(model));
      StepRows local = new StepRows(embeddings, classes, new boolean[classes.length], null);
      GlobalRows global = GlobalRows.gather(local, collective, manager);
      NDArray labels =
          manager.create(Arrays.stream(global.rows().classes()).asLongStream().toArray());
      NDArray value =
          Autograd.recorded(() -> loss.evaluate(global.rows().embeddings(), labels, Map.of(), 1));
      Autograd.backward(value);
      global.backward(local);
      float[] gradient = model.getGradient().toFloatArray();
      collective.allReduce(gradient);
      return gradient;
    }
  }

  private static int[] joined(int[] head, long[] tail) {
    int[] all = Arrays.copyOf(head, head.length + tail.length);
    for (int i = 0; i < tail.length; i++) {
      all[head.length + i] = Math.toIntExact(tail[i]);
    }
    return all;
  }

  private static NDArray matrix(NDManager manager, JsonNode node) {
    double[][] rows = GoldenJson.matrix(node);
    float[][] values = new float[rows.length][rows[0].length];
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < rows[i].length; j++) {
        values[i][j] = (float) rows[i][j];
      }
    }
    return manager.create(values);
  }

  private static JsonNode params(String name) throws JsonProcessingException {
    return new ObjectMapper().readTree(PARAMS.getOrDefault(name, "{}").replace('\'', '"'));
  }
}
