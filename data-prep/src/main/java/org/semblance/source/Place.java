package org.semblance.source;

import java.io.Serializable;

/** Where the bytes of an image are. */
public sealed interface Place extends Serializable {

  /** Found by the image's location; how many bytes there are is not known yet. */
  Place UNKNOWN = new Named(-1);

  /** Number of bytes, -1 where that is not known. */
  long bytes();

  /** A file, found by the image's location. */
  record Named(long bytes) implements Place {}

  /**
   * A member of an archive.
   *
   * @param archive number of the archive in the data set's content
   * @param offset of the member's header (zip) or first byte (tar), in a compressed tar of the
   *     unpacked stream
   * @param crc32 of the content; -1 where the archive keeps none
   */
  record Packed(int archive, long offset, long bytes, long crc32) implements Place {}

  /** Read already, from a column of a table. */
  record Carried(byte[] content) implements Place {

    @Override
    public long bytes() {
      return content.length;
    }
  }
}
