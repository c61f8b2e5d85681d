/** Tables of embeddings that Spark reads: of a caller, of a catalog, or in any format it knows. */
@NullMarked
package org.semblance.evaluate.dataset;

import org.jspecify.annotations.NullMarked;
