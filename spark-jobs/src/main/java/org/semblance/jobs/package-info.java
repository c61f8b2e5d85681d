/** The {@code spark-submit} entry point, one command per verb. */
@NullMarked
package org.semblance.jobs;

import org.jspecify.annotations.NullMarked;
