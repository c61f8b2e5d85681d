/** Baseline JPEG decoded at a part of its size. */
@NullMarked
package org.semblance.image.jpeg;

import org.jspecify.annotations.NullMarked;
