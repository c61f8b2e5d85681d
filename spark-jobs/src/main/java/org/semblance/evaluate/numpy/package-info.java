/** Arrays of NumPy as tables of embeddings. */
@NullMarked
package org.semblance.evaluate.numpy;

import org.jspecify.annotations.NullMarked;
