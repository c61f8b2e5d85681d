/** Retrieval metrics from counts of how many negatives rank above each positive. */
@NullMarked
package org.semblance.eval.metric;

import org.jspecify.annotations.NullMarked;
