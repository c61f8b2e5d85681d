/** Settings of an evaluation. */
@NullMarked
package org.semblance.evaluate.settings;

import org.jspecify.annotations.NullMarked;
