/** Results of evaluations side by side: is one model better than another, and where. */
@NullMarked
package org.semblance.compare;

import org.jspecify.annotations.NullMarked;
