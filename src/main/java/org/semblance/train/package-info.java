/** The training loop: feed, step, validation, checkpoints, logs. */
@NullMarked
package org.semblance.train;

import org.jspecify.annotations.NullMarked;
