package org.semblance.fault;

/** The process exit codes that every verb shares; documented in the README. */
public enum ExitCode {
  OK(0),
  /** An option, a configuration key or a combination of keys is wrong; nothing was started. */
  USAGE(2),
  /** An input file, table or row is missing or unusable. */
  DATA(3),
  /** The cluster cannot run the job: slots, devices, native libraries, security settings. */
  PREFLIGHT(4),
  /** Training failed after all attempts. */
  TRAINING(5),
  /** The loss or a weight became NaN or infinite. */
  DIVERGED(6),
  /** A metric stayed below the threshold that the configuration demands. */
  THRESHOLD(7),
  /** A defect of Semblance itself; the stack trace is in the log. */
  INTERNAL(70),
  /** Stopped by SIGINT. */
  INTERRUPTED(130),
  /** Stopped by SIGTERM. */
  TERMINATED(143);

  private final int code;

  ExitCode(int code) {
    this.code = code;
  }

  public int code() {
    return code;
  }
}
