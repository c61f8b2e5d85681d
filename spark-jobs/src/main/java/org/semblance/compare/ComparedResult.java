package org.semblance.compare;

import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.apache.hadoop.fs.Path;
import org.semblance.evaluate.EvaluationResult;

/**
 * One of the results compared.
 *
 * @param letter A for the first, which the others are compared with
 * @param name for people: the last part of the path
 * @param classes metrics by class
 * @param neighbors the nearest rows of each query, if they were written
 * @param images the images, if they are at hand
 * @param settings of the run, keys with dots; empty where they are not known
 */
public record ComparedResult(
    String letter,
    String name,
    Path path,
    EvaluationResult result,
    SortedMap<String, ClassMetrics> classes,
    Optional<Path> neighbors,
    Optional<Path> images,
    Map<String, String> settings) {

  /** Metrics of the queries of one class. */
  public record ClassMetrics(long queries, long withoutMatch, Map<String, Double> means) {}

  /** As in sentences: {@code B (runs/long)}. */
  String title() {
    return "%s (%s)".formatted(letter, path.toUri().getPath());
  }

  /** How the number {@code key} of the evaluation came to be, empty if it is not said. */
  String definition(String key) {
    return result.definitions().getOrDefault(key, "");
  }
}
