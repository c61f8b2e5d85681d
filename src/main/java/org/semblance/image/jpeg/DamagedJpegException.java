package org.semblance.image.jpeg;

/** Data that this decoder leaves to the full one, which knows what to say. */
final class DamagedJpegException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  DamagedJpegException() {
    super("damaged", null, false, false);
  }
}
