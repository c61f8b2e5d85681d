/** The native tensor engine: found, configured and started in one place. */
@NullMarked
package org.semblance.engine;

import org.jspecify.annotations.NullMarked;
