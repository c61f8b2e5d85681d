/** Nets that turn images into features. */
@NullMarked
package org.semblance.model.backbone;

import org.jspecify.annotations.NullMarked;
