package org.semblance.evaluate.input;

import java.util.List;

/** A table of embeddings, wherever and in whatever form it is stored. */
public interface EmbeddingSource {

  /** As messages name it. */
  String name();

  /** Its columns in their order; no row is read. */
  List<SourceColumn> columns();

  /** Whether a row has a place in the table that is the same whenever it is read. */
  boolean isOrdered();

  /**
   * The rows, which are read when the result is used.
   *
   * @throws org.semblance.fault.SemblanceException data, naming file, column and types, if parts of
   *     the table do not fit together or cannot be decoded
   */
  SourceRows rows(Request request);
}
