/** The ranks' exchange over Spark's own network layer, with its authentication and encryption. */
@NullMarked
package org.semblance.exchange;

import org.jspecify.annotations.NullMarked;
