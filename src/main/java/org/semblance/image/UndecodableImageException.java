package org.semblance.image;

/** Bytes that do not hold a whole, readable image. */
public final class UndecodableImageException extends RuntimeException {

  /** What is wrong with the bytes. */
  public enum Reason {
    /** There are no bytes. */
    EMPTY,
    /** The bytes do not start like any known image format. */
    NOT_AN_IMAGE,
    /** The file ends before the image does. */
    TRUNCATED,
    /** The format is known, its content is damaged. */
    CORRUPT,
    /** A variant of the format that is not decoded, for example 12-bit JPEG. */
    UNSUPPORTED,
    /** More bytes, pixels or pixels of a side than {@link ImageLimits} allows, or than fit. */
    TOO_LARGE,
    /** Decoding takes longer than {@link ImageLimits} allows. */
    TOO_SLOW
  }

  private static final long serialVersionUID = 1L;

  private final Reason reason;

  public UndecodableImageException(Reason reason, String detail) {
    super(detail);
    this.reason = reason;
  }

  public UndecodableImageException(Reason reason, String detail, Throwable cause) {
    super(detail, cause);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
