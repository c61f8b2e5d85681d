package org.semblance.train.log;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where the time of a rank's steps goes, for the current line of the log and for the whole run. It
 * is host time: on a GPU work is seen where it is awaited.
 */
public final class StepClock {

  /** Parts of a step. */
  public enum Part {
    /** Waiting for the next batch. */
    FEED,
    /** The net, the teacher and the objective. */
    FORWARD,
    BACKWARD,
    /** Exchange between ranks. */
    SYNC,
    /** Clipping and the optimizer. */
    UPDATE
  }

  /** Sums over a number of steps. */
  public static final class Tally {

    private final Map<Part, Long> nanos = new EnumMap<>(Part.class);
    private long steps;
    private long rows;

    /** Images per second of the steps' own time; 0 before the first. */
    public double imagesPerSecond() {
      return steps == 0 ? 0 : rows / seconds();
    }

    /** What part of the steps' time went into {@code part}; 0 before the first step. */
    public double share(Part part) {
      return steps == 0 ? 0 : nanos.getOrDefault(part, 0L) / 1e9 / seconds();
    }

    /** Milliseconds per step and images per second, by curve name. */
    public Map<String, Double> figures() {
      Map<String, Double> figures = new TreeMap<>();
      nanos.forEach(
          (part, sum) ->
              figures.put(
                  "time/" + part.name().toLowerCase(Locale.ROOT) + "-ms",
                  sum / 1e6 / Math.max(1, steps)));
      figures.put("train/images-per-second", imagesPerSecond());
      return figures;
    }

    private double seconds() {
      return nanos.values().stream().mapToLong(Long::longValue).sum() / 1e9;
    }
  }

  private final Tally run = new Tally();
  private Tally line = new Tally();
  private long last = System.nanoTime();

  /** Starts timing; time since the last call is dropped. */
  public void start() {
    last = System.nanoTime();
  }

  /** The time since the last call went into {@code part}. */
  public void spent(Part part) {
    long now = System.nanoTime();
    run.nanos.merge(part, now - last, Long::sum);
    line.nanos.merge(part, now - last, Long::sum);
    last = now;
  }

  /** One step over {@code rows} rows is complete. */
  public void step(int rows) {
    run.steps++;
    line.steps++;
    run.rows += rows;
    line.rows += rows;
  }

  public Tally run() {
    return run;
  }

  /** Since the last line of the log. */
  public Tally line() {
    return line;
  }

  public void nextLine() {
    line = new Tally();
  }
}
