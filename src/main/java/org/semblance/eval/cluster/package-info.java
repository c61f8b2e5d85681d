/** K-means and how well a clustering matches the labels. */
@NullMarked
package org.semblance.eval.cluster;

import org.jspecify.annotations.NullMarked;
