/** MemVir: past embeddings and class weights, replayed as virtual classes. */
@NullMarked
package org.semblance.method.memvir;

import org.jspecify.annotations.NullMarked;
