/** Planning of batches, timed. */
@NullMarked
package org.semblance.bench.plan;

import org.jspecify.annotations.NullMarked;
