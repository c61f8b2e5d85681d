package org.semblance.method.memvir;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.Stream;
import org.semblance.GoldenFiles;
import org.semblance.GoldenFiles.Golden;
import org.semblance.loss.ClassWeightLoss;
import org.semblance.method.objective.GoldenLosses;
import org.semblance.method.objective.GoldenTensors;

/**
 * One scripted sequence of steps of a MemVir golden file.
 *
 * @param file its file
 * @param name of the case
 * @param config N, M, warm-up, loss and its parameters
 * @param inputs one node per step
 * @param expected one node per step
 */
public record MemVirCase(
    Golden file, String name, JsonNode config, List<JsonNode> inputs, List<JsonNode> expected) {

  /** The cases of all files with scripted embeddings and class weights per step. */
  public static Stream<MemVirCase> all() {
    return GoldenFiles.matching("memvir_", MemVirCase::isSequence).stream()
        .flatMap(
            file ->
                GoldenTensors.list(file.content().path("cases")).stream().map(c -> of(file, c)));
  }

  /** Whether the case also has the results of workers that share the rows. */
  public boolean isSharded() {
    return config.has("workers");
  }

  /** N, M and warm-up. */
  public MemVirSettings settings() {
    return new MemVirSettings(
        true,
        config.path("N").intValue(),
        config.path("M").intValue(),
        config.path("warm_epoch").intValue());
  }

  /** The loss that memory surrounds. */
  public ClassWeightLoss loss() {
    return GoldenLosses.of(config);
  }

  /** A tolerance that the file states. */
  public double tolerance(String name) {
    return file.content().path("tolerance").path(name).doubleValue();
  }

  private static boolean isSequence(JsonNode content) {
    JsonNode first = content.path("cases").path(0);
    return first.path("config").has("N")
        && inputs(content, first).path(0).path("raw_embeddings").isArray();
  }

  private static JsonNode inputs(JsonNode content, JsonNode c) {
    JsonNode own = c.path("inputs").path("steps");
    return own.isArray() ? own : content.path("shared_inputs").path("steps");
  }

  private static MemVirCase of(Golden file, JsonNode c) {
    return new MemVirCase(
        file,
        file.name() + " " + c.path("name").asText(),
        c.path("config"),
        GoldenTensors.list(inputs(file.content(), c)),
        GoldenTensors.list(c.path("expected").path("steps")));
  }
}
