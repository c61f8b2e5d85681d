/** Can this cluster train? Checks of the driver and of every executor, each with its remedy. */
@NullMarked
package org.semblance.doctor;

import org.jspecify.annotations.NullMarked;
