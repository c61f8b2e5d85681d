/** The run directory: its layout, its lock, and the records that say what was done in it. */
@NullMarked
package org.semblance.run;

import org.jspecify.annotations.NullMarked;
