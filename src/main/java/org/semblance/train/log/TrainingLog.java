package org.semblance.train.log;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.semblance.train.checkpoint.RunStorage;

/**
 * The figures of a run, kept in memory and written to {@code metrics.jsonl} and TensorBoard event
 * files.
 *
 * <p>Storage may not be able to append: each flush replaces {@code metrics.jsonl} and adds an event
 * file that is named by the number of lines before it. A checkpoint holds the lines so far;
 * resuming starts from those and drops later event files, so that neither log has duplicates or
 * gaps.
 */
public final class TrainingLog {

  public static final String LINES = "metrics.jsonl";
  public static final String EVENTS = "events";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String EVENT_PREFIX = "events.out.tfevents.";

  private final RunStorage storage;
  private final List<LogLine> lines = new ArrayList<>();
  private int flushed;

  /** A log without lines; event files of an earlier run are dropped. */
  public static TrainingLog start(RunStorage storage) {
    return resume(storage, List.of());
  }

  /** A log that goes on after {@code lines}. */
  public static TrainingLog resume(RunStorage storage, List<LogLine> lines) {
    TrainingLog log = new TrainingLog(storage);
    log.lines.addAll(lines);
    log.flushed = lines.size();
    log.dropEventsFrom(lines.size());
    return log;
  }

  private TrainingLog(RunStorage storage) {
    this.storage = storage;
  }

  public void add(LogLine line) {
    lines.add(line);
  }

  public List<LogLine> lines() {
    return List.copyOf(lines);
  }

  /** Makes all lines so far visible in the storage. */
  public void flush() {
    if (flushed == lines.size()) {
      return;
    }
    try {
      try (OutputStream output = storage.create(LINES)) {
        write(lines, output);
      }
      writeEvents(lines.subList(flushed, lines.size()));
      flushed = lines.size();
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot write " + storage.describe(LINES), failure);
    }
  }

  /** One JSON object per line. */
  public static void write(List<LogLine> lines, OutputStream output) throws IOException {
    for (LogLine line : lines) {
      output.write(JSON.writeValueAsBytes(line));
      output.write('\n');
    }
  }

  public static List<LogLine> read(InputStream input) throws IOException {
    List<LogLine> lines = new ArrayList<>();
    BufferedReader reader =
        new BufferedReader(new InputStreamReader(input, StandardCharsets.UTF_8));
    for (String line = reader.readLine(); line != null; line = reader.readLine()) {
      lines.add(JSON.readValue(line, LogLine.class));
    }
    return lines;
  }

  private void writeEvents(List<LogLine> fresh) throws IOException {
    String file = String.format("%s/%s%010d.semblance", EVENTS, EVENT_PREFIX, flushed);
    try (EventFile events = new EventFile(storage.create(file), fresh.get(0).time())) {
      for (LogLine line : fresh) {
        events.scalars(line.step(), line.time(), line.values());
      }
    }
  }

  private void dropEventsFrom(int line) {
    try {
      for (String file : storage.list(EVENTS)) {
        if (file.startsWith(EVENT_PREFIX) && firstLine(file) >= line) {
          storage.delete(EVENTS + "/" + file);
        }
      }
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot clean " + storage.describe(EVENTS), failure);
    }
  }

  private static long firstLine(String file) {
    String digits = file.substring(EVENT_PREFIX.length()).split("\\.", 2)[0];
    return digits.matches("\\d{1,18}") ? Long.parseLong(digits) : Long.MAX_VALUE;
  }
}
