/** What losses are made of. */
@NullMarked
package org.semblance.loss.part;

import org.jspecify.annotations.NullMarked;
