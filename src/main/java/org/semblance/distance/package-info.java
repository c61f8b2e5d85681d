/** Distances and similarities between embeddings, and reductions over the pairs a mask keeps. */
@NullMarked
package org.semblance.distance;

import org.jspecify.annotations.NullMarked;
