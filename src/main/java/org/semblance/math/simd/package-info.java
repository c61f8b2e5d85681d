/**
 * Kernels on the incubating Vector API, one species per JVM; compiled apart because javac warns
 * about the module, and loaded only where the module is present.
 */
@NullMarked
package org.semblance.math.simd;

import org.jspecify.annotations.NullMarked;
