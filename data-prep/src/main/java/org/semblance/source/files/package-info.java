/** Folders and archives of a data set on any file system, read where they lie. */
@NullMarked
package org.semblance.source.files;

import org.jspecify.annotations.NullMarked;
