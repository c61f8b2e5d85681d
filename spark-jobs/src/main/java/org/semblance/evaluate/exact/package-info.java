/** Exact ranking of every query by counting. */
@NullMarked
package org.semblance.evaluate.exact;

import org.jspecify.annotations.NullMarked;
