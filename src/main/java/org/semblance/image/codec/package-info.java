/** Encoded bytes to RGB pixels and back. */
@NullMarked
package org.semblance.image.codec;

import org.jspecify.annotations.NullMarked;
