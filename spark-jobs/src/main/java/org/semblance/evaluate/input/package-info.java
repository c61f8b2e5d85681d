/**
 * Tables of embeddings as anyone stores them: which columns there are, and their rows one by one.
 */
@NullMarked
package org.semblance.evaluate.input;

import org.jspecify.annotations.NullMarked;
