/** Files that decoders must survive. */
@NullMarked
package org.semblance.image.hostile;

import org.jspecify.annotations.NullMarked;
