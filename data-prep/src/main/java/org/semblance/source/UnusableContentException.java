package org.semblance.source;

import java.io.IOException;
import org.semblance.table.RejectReason;

/** Bytes that are there and cannot be an image; the message is the sentence of the reject. */
public final class UnusableContentException extends IOException {

  private static final long serialVersionUID = 1L;

  private final RejectReason reason;

  public UnusableContentException(RejectReason reason, String message) {
    super(message);
    this.reason = reason;
  }

  public RejectReason reason() {
    return reason;
  }
}
