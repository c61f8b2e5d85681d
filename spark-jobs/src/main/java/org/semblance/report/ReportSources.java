package org.semblance.report;

import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.semblance.evaluate.EvaluationResult;
import org.semblance.evaluate.open.EmbeddingLocation;
import org.semblance.evaluate.settings.EvaluateSettings;

/**
 * What the report is made of.
 *
 * @param embeddings those that were measured
 * @param evaluate how they were measured
 * @param neighbors the neighbors of every query, if evaluate wrote them
 * @param images the images, if they are at hand
 * @param evaluation what was measured
 * @param perClass the table of metrics by class
 * @param perCategory the same by category, if there are categories
 * @param trainingLog {@code metrics.jsonl}, if there was training
 * @param facts shown in the table of the run, in this order
 * @param configuration the resolved configuration, YAML
 */
public record ReportSources(
    String name,
    EmbeddingLocation embeddings,
    EvaluateSettings evaluate,
    Optional<Path> neighbors,
    Optional<Path> images,
    EvaluationResult evaluation,
    Path perClass,
    Optional<Path> perCategory,
    Optional<Path> trainingLog,
    Map<String, String> facts,
    String configuration) {}
