/** Penalties on embeddings and class weights. */
@NullMarked
package org.semblance.method.penalty;

import org.jspecify.annotations.NullMarked;
