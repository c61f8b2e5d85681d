/** A seeded generator of fine-grained classes: fish of invented species, in varied scenes. */
@NullMarked
package org.semblance.synth;

import org.jspecify.annotations.NullMarked;
