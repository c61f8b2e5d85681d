/** What the user watches while a job runs: bars on a terminal, lines in a log. */
@NullMarked
package org.semblance.progress;

import org.jspecify.annotations.NullMarked;
