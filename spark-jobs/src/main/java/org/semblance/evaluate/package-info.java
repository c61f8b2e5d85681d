/** Retrieval and clustering metrics of any table of embeddings, exact and at cluster scale. */
@NullMarked
package org.semblance.evaluate;

import org.jspecify.annotations.NullMarked;
