/** Verification: are two rows of one class, decided by a threshold on their score. */
@NullMarked
package org.semblance.eval.verification;

import org.jspecify.annotations.NullMarked;
