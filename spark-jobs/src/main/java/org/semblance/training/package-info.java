/**
 * Training as one barrier stage: the process group, the ranks' data, progress and preflight checks.
 */
@NullMarked
package org.semblance.training;

import org.jspecify.annotations.NullMarked;
