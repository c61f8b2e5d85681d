/** The experiment configuration: YAML files and overrides in, one validated record tree out. */
@NullMarked
package org.semblance.config;

import org.jspecify.annotations.NullMarked;
