package org.semblance.evaluate;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.spark.api.java.JavaSparkContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Names the phases of the job in Spark's UI and the log, and times them. */
final class Phases {

  private static final Logger LOG = LoggerFactory.getLogger(Phases.class);

  private static final String DESCRIPTION = "spark.job.description";

  private final Map<String, Double> seconds = new LinkedHashMap<>();
  private final JavaSparkContext context;

  Phases(JavaSparkContext context) {
    this.context = context;
  }

  <T> T run(String name, Supplier<T> phase) {
    String before = context.getLocalProperty(DESCRIPTION);
    context.setLocalProperty(DESCRIPTION, "evaluate: " + name);
    long start = System.nanoTime();
    try {
      return phase.get();
    } finally {
      double taken = (System.nanoTime() - start) / 1e9;
      seconds.merge(name, taken, Double::sum);
      LOG.info("{} took {} s", name, taken);
      context.setLocalProperty(DESCRIPTION, before);
    }
  }

  Map<String, Double> seconds() {
    return Collections.unmodifiableMap(seconds);
  }
}
