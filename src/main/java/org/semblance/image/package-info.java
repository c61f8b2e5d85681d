/** Pictures: their pixels, the formats they are stored in, what they may cost. */
@NullMarked
package org.semblance.image;

import org.jspecify.annotations.NullMarked;
