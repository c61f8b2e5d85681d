/** Speed of training steps. */
@NullMarked
package org.semblance.bench.train;

import org.jspecify.annotations.NullMarked;
