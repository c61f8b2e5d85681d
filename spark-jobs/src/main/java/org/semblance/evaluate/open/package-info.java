/** Finds out what a table of embeddings is stored as, and opens it. */
@NullMarked
package org.semblance.evaluate.open;

import org.jspecify.annotations.NullMarked;
