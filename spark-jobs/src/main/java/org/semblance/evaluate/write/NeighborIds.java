package org.semblance.evaluate.write;

import java.io.Serializable;
import org.semblance.evaluate.read.RowIds;

/**
 * What turns row numbers and tie ranks back into ids.
 *
 * @param queries ids by row number
 * @param gallery ids by tie rank
 * @param galleryClasses by tie rank
 */
record NeighborIds(RowIds queries, RowIds gallery, int[] galleryClasses) implements Serializable {}
