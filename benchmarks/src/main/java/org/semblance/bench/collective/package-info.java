/** The ranks' exchange beside other libraries'. */
@NullMarked
package org.semblance.bench.collective;

import org.jspecify.annotations.NullMarked;
