/**
 * Updates of parts of flat parameters in host memory. Nothing here needs more than the JDK, so that
 * another library can implement it in a class loader of its own.
 */
@NullMarked
package org.semblance.optim.slice;

import org.jspecify.annotations.NullMarked;
