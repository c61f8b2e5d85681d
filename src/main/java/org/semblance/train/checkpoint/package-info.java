/** States of a training run in files. */
@NullMarked
package org.semblance.train.checkpoint;

import org.jspecify.annotations.NullMarked;
