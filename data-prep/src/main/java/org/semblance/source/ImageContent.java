package org.semblance.source;

import java.io.IOException;
import java.io.Serializable;

/** Where the bytes of a data set's images are; travels to the executors. */
public interface ImageContent extends Serializable {

  /**
   * Opens the place for reading; the caller closes the reader.
   *
   * @param maxBytes no image of more bytes is read
   */
  ContentReader open(long maxBytes) throws IOException;

  /**
   * How many readers may share the place.
   *
   * @param cores of the cluster; content without an index, which each reader reads from its start,
   *     answers with no more
   */
  default int mostReaders(int cores) {
    return Integer.MAX_VALUE;
  }
}
