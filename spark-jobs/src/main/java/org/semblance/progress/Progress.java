package org.semblance.progress;

/** Shows how far the current stage is; callable from any thread. */
public interface Progress {

  /**
   * The stage has come this far.
   *
   * @param done of {@code total} {@code unit}s
   * @param detail figures worth seeing, or empty
   */
  void update(long done, long total, String unit, String detail);

  /** A line that stays. */
  void say(String line);
}
