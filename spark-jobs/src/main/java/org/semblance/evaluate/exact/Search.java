package org.semblance.evaluate.exact;

import java.util.Map;
import org.apache.spark.api.java.JavaRDD;
import org.semblance.evaluate.EvaluationResult;

/** Ranks the gallery for every query. */
public interface Search extends AutoCloseable {

  /** How it is done, by the names of {@link EvaluationResult#definitions()}. */
  Map<String, String> definitions();

  QueryScores rank();

  /** The nearest rows of each query, as many as the settings want. */
  JavaRDD<NeighborLists> neighbors();

  /** How good the search itself was, by the names of {@link EvaluationResult#metrics()}. */
  Map<String, Double> quality();

  /** What the figures of {@link #quality} say, in one line each. */
  default Map<String, String> meanings() {
    return Map.of();
  }

  @Override
  void close();
}
