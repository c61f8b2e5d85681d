/** Images to embeddings over any number of executors. */
@NullMarked
package org.semblance.embed;

import org.jspecify.annotations.NullMarked;
