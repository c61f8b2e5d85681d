/** Speed of training steps; in the package of the loop to time its parts alone. */
@NullMarked
package org.semblance.train;

import org.jspecify.annotations.NullMarked;
