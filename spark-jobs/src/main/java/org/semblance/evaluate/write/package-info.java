/** Tables of neighbors, confusions and metrics. */
@NullMarked
package org.semblance.evaluate.write;

import org.jspecify.annotations.NullMarked;
