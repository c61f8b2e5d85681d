/** Semblance in Spark ML pipelines. */
@NullMarked
package org.semblance.ml;

import org.jspecify.annotations.NullMarked;
