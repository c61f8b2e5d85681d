/** Training as one barrier stage: the gang, the ranks' data, progress and preflight checks. */
@NullMarked
package org.semblance.jobs.train;

import org.jspecify.annotations.NullMarked;
