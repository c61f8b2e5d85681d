package org.semblance.progress;

import java.time.Duration;
import java.time.Instant;
import java.util.Timer;
import java.util.TimerTask;
import org.semblance.progress.ProgressBar.State;

/**
 * Shows the stages one after the other: a bar that redraws itself on a terminal, a line every few
 * seconds elsewhere, and one line that stays when a stage has ended.
 */
public final class ConsoleProgress implements Progress, AutoCloseable {

  private final Terminal terminal;
  private final Timer clock = new Timer("progress", true);
  private String stage = "";
  private Instant start = Instant.EPOCH;
  private State state = State.UNKNOWN;

  public ConsoleProgress(Terminal terminal) {
    this.terminal = terminal;
    long millis = terminal.interval().toMillis();
    clock.schedule(
        new TimerTask() {
          @Override
          public void run() {
            draw();
          }
        },
        millis,
        millis);
  }

  /** A stage begins. */
  public synchronized void begin(String name) {
    stage = name;
    start = Instant.now();
    state = State.UNKNOWN;
    if (terminal.isInteractive()) {
      draw();
    }
  }

  @Override
  public synchronized void update(long done, long total, String unit, String detail) {
    state = new State(done, total, unit, Printable.of(detail));
  }

  /** The stage has ended; {@code sentence} stays on the terminal. */
  public synchronized void end(String sentence) {
    say("%-9s%s".formatted(stage, sentence));
    stage = "";
  }

  @Override
  public synchronized void say(String line) {
    if (!terminal.quiet()) {
      complain(line);
    }
  }

  /** A line that says what went wrong: it stays, and is shown even where little else is. */
  public synchronized void complain(String line) {
    wipe();
    terminal.stream().println(Printable.of(line));
  }

  private synchronized void draw() {
    if (stage.isEmpty() || terminal.quiet()) {
      return;
    }
    String line =
        ProgressBar.line(stage, state, Duration.between(start, Instant.now()), terminal.columns());
    if (terminal.isInteractive()) {
      terminal.stream().print("\r" + line + "\u001b[K");
      terminal.stream().flush();
    } else {
      terminal.stream().println(line);
    }
  }

  private void wipe() {
    if (terminal.isInteractive() && !terminal.quiet()) {
      terminal.stream().print("\r\u001b[K");
    }
  }

  @Override
  public synchronized void close() {
    clock.cancel();
    if (!stage.isEmpty()) {
      wipe();
      stage = "";
    }
  }
}
