/** Parquet tables of embeddings, of which no column is touched but those that are asked for. */
@NullMarked
package org.semblance.evaluate.parquet;

import org.jspecify.annotations.NullMarked;
