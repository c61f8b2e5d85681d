/** Nearest neighbors among embeddings, exact and approximate. */
@NullMarked
package org.semblance.eval.search;

import org.jspecify.annotations.NullMarked;
