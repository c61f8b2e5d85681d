package org.semblance.collective;

/** A call that could not complete because of another rank, which reports the cause itself. */
public final class PeerFailure extends IllegalStateException {

  private static final long serialVersionUID = 1L;

  public PeerFailure(String message) {
    super(message);
  }
}
