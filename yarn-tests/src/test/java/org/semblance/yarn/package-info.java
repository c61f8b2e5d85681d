/** Jobs on a small YARN and HDFS in this JVM, submitted as users submit them. */
@NullMarked
package org.semblance.yarn;

import org.jspecify.annotations.NullMarked;
