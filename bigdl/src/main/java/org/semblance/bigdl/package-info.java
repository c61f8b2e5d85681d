/**
 * BigDL's optimizers behind {@link org.semblance.optim.slice.SliceEngine}. Loaded from an archive
 * by a class loader of its own; nothing imports this package.
 */
@NullMarked
package org.semblance.bigdl;

import org.jspecify.annotations.NullMarked;
