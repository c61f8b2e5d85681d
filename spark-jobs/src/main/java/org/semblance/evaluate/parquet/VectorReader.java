package org.semblance.evaluate.parquet;

import org.jspecify.annotations.Nullable;

/** Reads the vectors of a row group in turn. */
interface VectorReader {

  /** The next vector, or null for null; lent until the next call. */
  float @Nullable [] read();
}
