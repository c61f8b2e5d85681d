package org.semblance.fault;

/** What lies behind a failure. */
public final class RootCause {

  private RootCause() {}

  /** The innermost cause of {@code failure} that has a message, or else the innermost. */
  public static Throwable of(Throwable failure) {
    Throwable innermost = failure;
    Throwable told = failure;
    for (Throwable at = failure.getCause(); at != null && at != innermost; at = at.getCause()) {
      innermost = at;
      told = at.getMessage() == null ? told : at;
    }
    return told.getMessage() == null ? innermost : told;
  }

  /** Its message, the first line, or the name of its class where it has none. */
  public static String text(Throwable failure) {
    Throwable cause = of(failure);
    return cause.getMessage() == null
        ? cause.getClass().getSimpleName()
        : cause.getMessage().lines().findFirst().orElse("").strip();
  }
}
