/** What MemVir, OBD-SD, APFS and cross-batch memory add to a training step, each with its state. */
@NullMarked
package org.semblance.method;

import org.jspecify.annotations.NullMarked;
