package org.semblance.train.log;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * One line of {@code metrics.jsonl}, one point of every curve in the event files.
 *
 * @param step optimization steps taken in the whole run
 * @param epoch from 0
 * @param time seconds since 1970
 * @param values by curve name, for example {@code train/loss}, {@code time/forward-ms}, {@code
 *     validation/map@r}
 */
public record LogLine(long step, int epoch, double time, Map<String, Double> values) {

  public LogLine {
    values = Collections.unmodifiableMap(new TreeMap<>(values));
  }
}
