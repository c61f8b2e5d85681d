/** Rows in blocks of whole classes, in memory or in files. */
@NullMarked
package org.semblance.evaluate.blocks;

import org.jspecify.annotations.NullMarked;
