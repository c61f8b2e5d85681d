package org.semblance.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.semblance.config.LoadedConfig;
import org.semblance.experiment.ConfigLoader;
import org.semblance.experiment.ExperimentConfig;
import org.semblance.run.RunDirectory;
import org.semblance.stage.StagePlan.Action;
import org.semblance.stage.StagePlan.Step;

/** Every key there is, changed between a training that was cut off and its resumption. */
class StageKeysTest {

  private static final List<Stage> UP_TO_TRAINING =
      List.of(new IngestStage(), new PlanStage(), new TrainStage());

  private static final Set<String> OF_LATER_STAGES = Set.of("name", "embed", "evaluate", "report");

  private static final Set<String> UNCHANGING =
      Set.of(
          "plan.shard-bytes",
          "train.threads",
          "train.update",
          "train.checkpoint.every-epochs",
          "train.checkpoint.every-steps",
          "train.checkpoint.keep",
          "train.prefetch.threads",
          "train.prefetch.batches",
          "train.prefetch.disk-bytes",
          "train.log-every-steps",
          "train.max-attempts",
          "train.exchange.algorithm",
          "train.exchange.deadline-seconds",
          "train.exchange.require-authentication");

  private static final Set<String> MAY_CHANGE = Set.of("train.ranks", "train.exchange.compression");

  @TempDir private Path folder;

  private RunDirectory run;

  @BeforeEach
  void trainingWasCutOff() throws IOException {
    run = RunDirectory.at(folder.toString(), new Configuration());
    List<Step> steps = plan(config(), false);
    steps.subList(0, 2).forEach(step -> step.record().done(1, "", Map.of(), Map.of()).write(run));
    steps.get(2).record().write(run);
    Files.createDirectories(folder.resolve("checkpoints/step-1"));
  }

  @TestFactory
  Stream<DynamicTest> everyKeyEitherResumesOrIsRefusedByName() {
    Map<String, JsonNode> leaves = new TreeMap<>();
    collect(config().tree(), "", leaves);
    assertThat(leaves).hasSizeGreaterThan(120).containsKeys(UNCHANGING.toArray(String[]::new));
    return leaves.entrySet().stream()
        .map(leaf -> DynamicTest.dynamicTest(leaf.getKey(), () -> check(leaf)));
  }

  private void check(Map.Entry<String, JsonNode> leaf) {
    String key = leaf.getKey();
    LoadedConfig<ExperimentConfig> config = config();
    String pointer = "/" + key.replace('.', '/');
    ObjectNode group =
        (ObjectNode) config.tree().at(pointer.substring(0, pointer.lastIndexOf('/')));
    group.set(key.substring(key.lastIndexOf('.') + 1), another(leaf.getValue()));
    if (UNCHANGING.contains(key) || OF_LATER_STAGES.contains(key.split("\\.", 2)[0])) {
      Step train = plan(config, true).get(2);
      assertThat(train.action()).isEqualTo(Action.RESUME);
      assertThat(train.reason()).isEmpty();
    } else if (MAY_CHANGE.contains(key)) {
      Step train = plan(config, true).get(2);
      assertThat(train.action()).isEqualTo(Action.RESUME);
      assertThat(train.reason()).startsWith(key + " ");
    } else {
      assertThatThrownBy(() -> plan(config, true))
          .hasMessageStartingWith("train cannot resume (")
          .hasMessageContaining(key + " ")
          .hasMessageEndingWith("): undo the change, or start it again with --from train");
    }
    assertThat(folder.resolve("checkpoints/step-1")).exists();
  }

  @Test
  void ranksArePartOfTheObjectiveWhereTheyHaveRowsOfTheirOwn() throws IOException {
    for (String own : List.of("train.loss-scope=local", "apfs={enabled: true, pair-scope: all}")) {
      LoadedConfig<ExperimentConfig> before = config("name=x", "train.seed=1", own);
      List<Step> steps = plan(before, false, "ingest");
      steps.subList(0, 2).forEach(step -> step.record().done(1, "", Map.of(), Map.of()).write(run));
      steps.get(2).record().write(run);
      assertThatThrownBy(() -> plan(config("name=x", "train.seed=1", own, "train.ranks=2"), true))
          .hasMessageContaining("train.ranks 1 → 2");
    }
  }

  private static JsonNode another(JsonNode value) {
    JsonNodeFactory nodes = JsonNodeFactory.instance;
    if (value.isBoolean()) {
      return nodes.booleanNode(!value.booleanValue());
    }
    if (value.isNumber()) {
      return nodes.numberNode(value.doubleValue() + 1);
    }
    if (value instanceof ArrayNode items) {
      return items.deepCopy().add(items.isEmpty() ? nodes.numberNode(1) : items.get(0));
    }
    return nodes.textNode(value.asText() + "x");
  }

  private static void collect(JsonNode node, String path, Map<String, JsonNode> leaves) {
    if (node instanceof ObjectNode group) {
      group
          .properties()
          .forEach(
              entry ->
                  collect(
                      entry.getValue(),
                      path.isEmpty() ? entry.getKey() : path + "." + entry.getKey(),
                      leaves));
    } else {
      leaves.put(path, node);
    }
  }

  private List<Step> plan(LoadedConfig<ExperimentConfig> config, boolean resumes) {
    return plan(config, resumes, null);
  }

  private List<Step> plan(
      LoadedConfig<ExperimentConfig> config, boolean resumes, @Nullable String from) {
    List<String> names = UP_TO_TRAINING.stream().map(Stage::name).toList();
    return StagePlan.of(UP_TO_TRAINING, run, config, new Resumption(resumes, from, names));
  }

  private static LoadedConfig<ExperimentConfig> config() {
    return config("name=x", "train.seed=1");
  }

  private static LoadedConfig<ExperimentConfig> config(String... settings) {
    return ConfigLoader.load(null, List.of(settings));
  }
}
