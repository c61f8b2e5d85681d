/** Settings of the training loop. */
@NullMarked
package org.semblance.train.settings;

import org.jspecify.annotations.NullMarked;
