/** From gradients to new weights, on the device or by slices. */
@NullMarked
package org.semblance.train.update;

import org.jspecify.annotations.NullMarked;
