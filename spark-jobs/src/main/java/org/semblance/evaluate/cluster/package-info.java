/** K-means over blocks. */
@NullMarked
package org.semblance.evaluate.cluster;

import org.jspecify.annotations.NullMarked;
