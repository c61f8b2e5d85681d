/**
 * The kinds of data sets that ingest takes: how each is laid out, what is an image and its class.
 */
@NullMarked
package org.semblance.importer;

import org.jspecify.annotations.NullMarked;
