/**
 * The self-contained HTML report: figures, curves, a map of the embeddings, neighbors to look at.
 */
@NullMarked
package org.semblance.report;

import org.jspecify.annotations.NullMarked;
