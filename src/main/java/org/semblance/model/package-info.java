/** Networks from images to embeddings, and the files their weights are stored in. */
@NullMarked
package org.semblance.model;

import org.jspecify.annotations.NullMarked;
