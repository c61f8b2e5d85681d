/** The stages of a run: thin glue from the configuration and the run directory to the actions. */
@NullMarked
package org.semblance.jobs.stage;

import org.jspecify.annotations.NullMarked;
