/** OBD-SD: self-distillation with targets that diffuse over the batch. */
@NullMarked
package org.semblance.method.distill;

import org.jspecify.annotations.NullMarked;
