/** How the terms of a loss become one number. */
@NullMarked
package org.semblance.reducer;

import org.jspecify.annotations.NullMarked;
