/** Lists of images: CSV files and Parquet tables with one row an image. */
@NullMarked
package org.semblance.source.manifest;

import org.jspecify.annotations.NullMarked;
