package org.semblance.table;

import org.semblance.image.UndecodableImageException;

/** Why a row of a source did not become an image. */
public enum RejectReason {
  /** The row of the list has other fields than its header. */
  MALFORMED,
  /** The source names no class for it. */
  UNLABELED,
  /** An earlier row has the same path. */
  DUPLICATE_PATH,
  /** The path leaves the folder or archive of the data set. */
  OUTSIDE,
  /** The file's name is no text. */
  BAD_NAME,
  /** The box is no part of the image. */
  BAD_BOX,
  /** A pipe, a device, a folder or a link in an archive. */
  NOT_A_FILE,
  /** There is no such file or archive entry. */
  MISSING,
  /** The file exists, reading it failed. */
  UNREADABLE,
  /** The file has no bytes. */
  EMPTY,
  /** The bytes are of no known image format. */
  NOT_AN_IMAGE,
  /** The file ends before the image does. */
  TRUNCATED,
  /** The format is known, its content is damaged. */
  CORRUPT,
  /** A variant of the format that is not decoded. */
  UNSUPPORTED,
  /** More bytes or pixels than {@code ingest.limits} allows, or than fit into memory. */
  TOO_LARGE,
  /** Decoding takes longer than {@code ingest.limits} allows. */
  TOO_SLOW;

  /** The decoder's reasons are ours, by name. */
  public static RejectReason from(UndecodableImageException.Reason reason) {
    return valueOf(reason.name());
  }
}
