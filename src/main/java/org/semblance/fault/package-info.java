/** What a user can do wrong or run into: one exception, one exit code each. */
@NullMarked
package org.semblance.fault;

import org.jspecify.annotations.NullMarked;
