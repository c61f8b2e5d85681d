/**
 * How well embeddings retrieve and cluster: definitions, and exact counting without top-k lists.
 */
@NullMarked
package org.semblance.metric;

import org.jspecify.annotations.NullMarked;
