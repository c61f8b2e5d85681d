/** Metric-learning losses: stateless records over embeddings, labels and trainable tensors. */
@NullMarked
package org.semblance.loss;

import org.jspecify.annotations.NullMarked;
