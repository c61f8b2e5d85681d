/** The configuration of an experiment, as a whole. */
@NullMarked
package org.semblance.experiment;

import org.jspecify.annotations.NullMarked;
