/** APFS: pairs scoped by representatives, and the pull to an earlier round. */
@NullMarked
package org.semblance.method.apfs;

import org.jspecify.annotations.NullMarked;
