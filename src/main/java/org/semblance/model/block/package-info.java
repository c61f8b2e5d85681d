/** Layers of nets and the tensors that they own. */
@NullMarked
package org.semblance.model.block;

import org.jspecify.annotations.NullMarked;
