/** Pure functions from labels and a seed to the rows of each training batch. */
@NullMarked
package org.semblance.batch;

import org.jspecify.annotations.NullMarked;
