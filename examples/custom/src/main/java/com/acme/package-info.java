/**
 * Members of Semblance's families that are not Semblance's: used by name, from a jar of their own.
 */
@NullMarked
package com.acme;

import org.jspecify.annotations.NullMarked;
