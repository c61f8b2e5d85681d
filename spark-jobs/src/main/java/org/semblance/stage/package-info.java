/** The stages of a run: thin glue from the configuration and the run directory to the actions. */
@NullMarked
package org.semblance.stage;

import org.jspecify.annotations.NullMarked;
