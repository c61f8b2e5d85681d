/** Kernels over row-major {@code float[]} and counter-based random seeds. */
@NullMarked
package org.semblance.math;

import org.jspecify.annotations.NullMarked;
