/** Encoded bytes to RGB pixels, and RGB pixels to network input. */
@NullMarked
package org.semblance.image;

import org.jspecify.annotations.NullMarked;
