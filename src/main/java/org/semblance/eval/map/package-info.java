/** Embeddings drawn in the plane. */
@NullMarked
package org.semblance.eval.map;

import org.jspecify.annotations.NullMarked;
