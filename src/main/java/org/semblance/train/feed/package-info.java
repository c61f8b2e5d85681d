/** From a plan of batches to tensors, in the background. */
@NullMarked
package org.semblance.train.feed;

import org.jspecify.annotations.NullMarked;
