/** k-means by matrix products, with the same result for any partitioning of the rows. */
@NullMarked
package org.semblance.cluster;

import org.jspecify.annotations.NullMarked;
