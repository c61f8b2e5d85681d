/** Cross-batch memory: rows of past steps as further references. */
@NullMarked
package org.semblance.method.xbm;

import org.jspecify.annotations.NullMarked;
