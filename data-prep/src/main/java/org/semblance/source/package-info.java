/** Where raw images and their labels come from: folders, CSV files, zip archives, synthesis. */
@NullMarked
package org.semblance.source;

import org.jspecify.annotations.NullMarked;
