/** Which pairs and triplets of a batch a loss sees; deterministic by key. */
@NullMarked
package org.semblance.miner;

import org.jspecify.annotations.NullMarked;
