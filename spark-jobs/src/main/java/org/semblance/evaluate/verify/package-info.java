/** Verification of all pairs of query and gallery row, or of those of some queries. */
@NullMarked
package org.semblance.evaluate.verify;

import org.jspecify.annotations.NullMarked;
