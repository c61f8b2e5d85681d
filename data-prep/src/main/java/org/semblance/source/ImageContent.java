package org.semblance.source;

import java.io.IOException;
import java.io.Serializable;

/** Where the bytes of a source's images are; travels to the executors. */
public interface ImageContent extends Serializable {

  /** Opens the place for reading; the caller closes the reader. */
  ContentReader open() throws IOException;
}
