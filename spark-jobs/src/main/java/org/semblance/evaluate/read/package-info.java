/** From a table of embeddings to rows, classes and roles. */
@NullMarked
package org.semblance.evaluate.read;

import org.jspecify.annotations.NullMarked;
