/** Approximate search over graphs of the gallery. */
@NullMarked
package org.semblance.evaluate.graph;

import org.jspecify.annotations.NullMarked;
