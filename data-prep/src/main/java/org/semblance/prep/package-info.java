/** Spark actions from raw images to tables: settings in, a result record out. */
@NullMarked
package org.semblance.prep;

import org.jspecify.annotations.NullMarked;
