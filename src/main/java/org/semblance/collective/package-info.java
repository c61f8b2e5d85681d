/** How the ranks of one training run exchange values: an interface and its in-process form. */
@NullMarked
package org.semblance.collective;

import org.jspecify.annotations.NullMarked;
