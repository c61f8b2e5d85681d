package org.semblance.source;

import java.io.Closeable;
import java.io.IOException;

/** Reads the bytes of a source's images; opened once per partition, by one thread. */
public interface ContentReader extends Closeable {

  /**
   * All bytes of one image.
   *
   * @throws java.io.FileNotFoundException if there is nothing at {@code location}
   * @throws IOException if it cannot be read
   */
  byte[] read(String location) throws IOException;
}
