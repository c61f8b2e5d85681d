/** What a training run reports while it runs. */
@NullMarked
package org.semblance.train.log;

import org.jspecify.annotations.NullMarked;
