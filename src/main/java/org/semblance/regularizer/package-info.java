/** Penalties on embeddings or class weights. */
@NullMarked
package org.semblance.regularizer;

import org.jspecify.annotations.NullMarked;
