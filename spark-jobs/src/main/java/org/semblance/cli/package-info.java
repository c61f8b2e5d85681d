/** Verbs of the command line. */
@NullMarked
package org.semblance.cli;

import org.jspecify.annotations.NullMarked;
