package org.semblance.fault;

/**
 * Something a user can mend: the message is one sentence that names the file, row or key, says what
 * was found and what to change. It reaches the user without a stack trace.
 */
public final class SemblanceException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final ExitCode exitCode;

  public SemblanceException(ExitCode exitCode, String message) {
    super(message);
    this.exitCode = exitCode;
  }

  public SemblanceException(ExitCode exitCode, String message, Throwable cause) {
    super(message, cause);
    this.exitCode = exitCode;
  }

  /** A missing or unusable input file, table or row. */
  public static SemblanceException data(String message) {
    return new SemblanceException(ExitCode.DATA, message);
  }

  /** A wrong option or configuration; several problems are joined by line breaks. */
  public static SemblanceException usage(String message) {
    return new SemblanceException(ExitCode.USAGE, message);
  }

  /** A cluster that cannot run the job as configured. */
  public static SemblanceException preflight(String message) {
    return new SemblanceException(ExitCode.PREFLIGHT, message);
  }

  public ExitCode exitCode() {
    return exitCode;
  }
}
