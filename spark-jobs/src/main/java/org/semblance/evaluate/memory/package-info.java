/** Where the rows fit, and how many tasks run at once. */
@NullMarked
package org.semblance.evaluate.memory;

import org.jspecify.annotations.NullMarked;
