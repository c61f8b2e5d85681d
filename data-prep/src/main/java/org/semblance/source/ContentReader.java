package org.semblance.source;

import java.io.Closeable;
import java.io.IOException;

/** Reads the bytes of a data set's images; opened once per partition, used by one thread. */
public interface ContentReader extends Closeable {

  /**
   * All bytes of one image.
   *
   * @throws UnusableContentException if they cannot be used, with the reason
   * @throws java.io.FileNotFoundException if there is nothing at the image's location
   * @throws IOException if they cannot be read
   */
  byte[] read(SourceImage image) throws IOException;
}
