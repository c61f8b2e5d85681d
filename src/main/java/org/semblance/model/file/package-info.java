/** Tensors in files. */
@NullMarked
package org.semblance.model.file;

import org.jspecify.annotations.NullMarked;
