/** What a training step minimizes, and how methods wrap it. */
@NullMarked
package org.semblance.method.objective;

import org.jspecify.annotations.NullMarked;
