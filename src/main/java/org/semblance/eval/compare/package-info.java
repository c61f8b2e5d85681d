/** Whether one model is better than another: paired differences over the same queries. */
@NullMarked
package org.semblance.eval.compare;

import org.jspecify.annotations.NullMarked;
