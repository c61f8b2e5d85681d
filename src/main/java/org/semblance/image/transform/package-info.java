/** From a decoded image to the input of a net. */
@NullMarked
package org.semblance.image.transform;

import org.jspecify.annotations.NullMarked;
