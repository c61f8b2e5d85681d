/** Two-dimensional maps of embeddings, to be looked at. */
@NullMarked
package org.semblance.projection;

import org.jspecify.annotations.NullMarked;
