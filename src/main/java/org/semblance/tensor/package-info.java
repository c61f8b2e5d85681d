/** Scoped views, masks, reverse-mode derivatives, and the native engine beneath them. */
@NullMarked
package org.semblance.tensor;

import org.jspecify.annotations.NullMarked;
