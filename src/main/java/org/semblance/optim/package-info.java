/** Optimizers, schedules and clipping with PyTorch's arithmetic, over flat parameters. */
@NullMarked
package org.semblance.optim;

import org.jspecify.annotations.NullMarked;
