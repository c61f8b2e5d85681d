/**
 * Settings: files and overrides in, one validated record tree out.
 *
 * <p>A key is added where it is used: a component of the settings record, with a {@link
 * org.semblance.config.Setting} that states its sentence, default, range and unit, and with {@code
 * effect = NONE} if another value does not change the result. A record whose components have ranges
 * begins its constructor with {@link org.semblance.config.Settings#check}; what several keys must
 * be together it checks after that. A new member of a family gets a {@link
 * org.semblance.config.Summary}. {@code WrittenKeysTest} with {@code -Dsemblance.write=true} then
 * writes {@code conf/base.yaml} and {@code docs/configuration.md}. A key that is renamed names its
 * old spelling in {@link org.semblance.config.Setting#formerly}. Nothing else has to be told:
 * defaults, messages, up-to-date checks and {@code --resume} follow from the annotation.
 */
@NullMarked
package org.semblance.config;

import org.jspecify.annotations.NullMarked;
