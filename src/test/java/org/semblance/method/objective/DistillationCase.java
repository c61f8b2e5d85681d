package org.semblance.method.objective;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.stream.Stream;
import org.semblance.GoldenFiles;
import org.semblance.GoldenFiles.Golden;
import org.semblance.loss.Margin;
import org.semblance.method.Objectives;
import org.semblance.method.distill.Diffusion;
import org.semblance.method.distill.ObdSdSettings;
import org.semblance.method.distill.SelfDistillation;

/**
 * One batch of an OBD-SD golden file: a ranking loss, with or without distillation.
 *
 * @param file its file
 * @param name of the case
 * @param config of ranking loss and distillation
 * @param inputs labels, raw student and teacher rows, triplets for the margin loss
 * @param expected losses and gradients
 */
public record DistillationCase(
    Golden file, String name, JsonNode config, JsonNode inputs, JsonNode expected) {

  public static Stream<DistillationCase> all() {
    return GoldenFiles.matching("obdsd_", DistillationCase::isBatch).stream()
        .flatMap(
            file ->
                Stream.concat(
                    GoldenTensors.list(file.content().path("cases")).stream()
                        .map(c -> of(file, c, c.path("config"), c.path("expected"))),
                    GoldenTensors.list(file.content().path("official_failures")).stream()
                        .map(c -> ofFailure(file, c))));
  }

  public ObdSdSettings settings() {
    return settings(config);
  }

  public static ObdSdSettings settings(JsonNode config) {
    return new ObdSdSettings(
        config.path("PSD").booleanValue(),
        config.path("kd_lambda").doubleValue(),
        config.path("kd_tau").doubleValue(),
        config.path("diffusion_w").doubleValue(),
        config.path("diffusion_tau").doubleValue(),
        config.path("OBDP").booleanValue() ? Diffusion.CODE_ORDER : Diffusion.NONE);
  }

  /** The objective as {@link Objectives} builds it, but for the margin loss's given triplets. */
  public Objective objective() {
    Objective ranking = GoldenLosses.ranking(config, inputs.path("triplets"));
    return settings().enabled()
        ? new SelfDistillation(ranking, settings(), config.path("n_epochs").intValue())
        : ranking;
  }

  public StepBatch batch(NDManager manager, NDArray student, DataType type) {
    int[] labels = GoldenTensors.ints(inputs.path("labels"));
    return new StepBatch(
        config.path("epoch").intValue(),
        0,
        student,
        GoldenTensors.labels(manager, labels),
        labels,
        new boolean[labels.length],
        GoldenTensors.tensor(manager, inputs.path("teacher_raw"), type),
        lossTensors(manager, type),
        0);
  }

  public double tolerance(String name) {
    return file.content().path("tolerance").path(name).doubleValue();
  }

  /** The boundaries of the margin loss, trainable or not. */
  private Map<String, NDArray> lossTensors(NDManager manager, DataType type) {
    JsonNode margin = config.path("margin");
    if (!margin.path("beta_trainable").booleanValue()) {
      return Map.of();
    }
    NDArray beta =
        margin.has("beta")
            ? GoldenTensors.tensor(manager, margin.path("beta"), type)
            : manager
                .ones(new Shape(margin.path("n_classes").longValue()), type)
                .mul(margin.path("beta_init").doubleValue());
    beta.setRequiresGradient(true);
    return Map.of(Margin.BETA, beta);
  }

  private static boolean isBatch(JsonNode content) {
    JsonNode first = content.path("cases").path(0);
    return first.path("config").has("PSD") && inputs(content, first).path("student_raw").isArray();
  }

  private static JsonNode inputs(JsonNode content, JsonNode c) {
    return c.has("inputs") ? c.path("inputs") : content.path("shared_inputs");
  }

  private static DistillationCase of(Golden file, JsonNode c, JsonNode config, JsonNode expected) {
    String name = file.name() + " " + c.path("name").asText();
    return new DistillationCase(file, name, config, inputs(file.content(), c), expected);
  }

  /** The official code raises on these; all are of the multi-similarity loss alone. */
  private static DistillationCase ofFailure(Golden file, JsonNode c) {
    JsonNode plain = file.content().path("cases").path(0).path("config");
    if (!plain.has("ms") || plain.path("PSD").booleanValue()) {
      throw new AssertionError("the first case must be the plain multi-similarity loss");
    }
    return of(file, c, plain, c.path("recommended_expected"));
  }
}
