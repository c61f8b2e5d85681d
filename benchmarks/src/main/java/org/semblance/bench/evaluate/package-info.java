/** The cost of evaluation: whole jobs, and the kernels alone. */
@NullMarked
package org.semblance.bench.evaluate;

import org.jspecify.annotations.NullMarked;
