package org.semblance.train;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where the time of a rank's steps goes; host time, so on a GPU work is seen where it is awaited.
 */
final class StepClock {

  /** Parts of a step. */
  enum Part {
    /** Waiting for the next batch. */
    FEED,
    /** The net, the teacher and the objective. */
    FORWARD,
    BACKWARD,
    /** Exchange between ranks. */
    SYNC,
    /** Clipping and the optimiser. */
    UPDATE
  }

  private final Map<Part, Long> nanos = new EnumMap<>(Part.class);
  private long last = System.nanoTime();
  private long start = last;
  private int steps;
  private long rows;

  /** Starts timing the next part; time since the last call that nobody claimed is dropped. */
  void start() {
    last = System.nanoTime();
  }

  /** The time since the last call went into {@code part}. */
  void spent(Part part) {
    long now = System.nanoTime();
    nanos.merge(part, now - last, Long::sum);
    last = now;
  }

  /** One step over {@code count} rows is complete. */
  void step(int count) {
    steps++;
    rows += count;
  }

  int steps() {
    return steps;
  }

  long rows() {
    return rows;
  }

  double seconds() {
    return (System.nanoTime() - start) / 1e9;
  }

  double seconds(Part part) {
    return nanos.getOrDefault(part, 0L) / 1e9;
  }

  /** Milliseconds per step by curve name, and images per second. */
  Map<String, Double> figures() {
    Map<String, Double> figures = new TreeMap<>();
    for (Part part : Part.values()) {
      String name = "time/" + part.name().toLowerCase(Locale.ROOT) + "-ms";
      figures.put(name, 1e3 * seconds(part) / Math.max(1, steps));
    }
    figures.put("train/images-per-second", rows / Math.max(1e-9, seconds()));
    return figures;
  }

  /** Forgets all, for the next line of the log. */
  void reset() {
    nanos.clear();
    steps = 0;
    rows = 0;
    start = System.nanoTime();
  }
}
