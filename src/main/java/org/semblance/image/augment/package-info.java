/** Random changes of the images that a net is trained with. */
@NullMarked
package org.semblance.image.augment;

import org.jspecify.annotations.NullMarked;
