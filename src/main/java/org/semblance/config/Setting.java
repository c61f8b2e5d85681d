package org.semblance.config;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What a component of a settings record means to those who set it. The key is the component's name
 * in kebab-case; everything else that is said or checked about the key is derived from here: its
 * default, {@code conf/base.yaml}, {@code docs/configuration.md}, the check of its range, and
 * whether a stage has to be executed again where its value changed.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Setting {

  /** The default of a key that has none. */
  String REQUIRED = "(required)";

  /** What it is, in one or a few sentences, without its range, unit and effect. */
  String value();

  /**
   * The default as it would be written in YAML; {@code null} may be given to nullable components
   * only. A group of keys without one takes the defaults of its keys.
   */
  String byDefault() default REQUIRED;

  /** What a number counts or measures, in the plural: {@code pixels}. */
  String unit() default "";

  /** The least value of a number, or of each number of a list. */
  double atLeast() default Double.NEGATIVE_INFINITY;

  /** The bound that a number must exceed. */
  double above() default Double.NEGATIVE_INFINITY;

  /** The greatest value of a number. */
  double atMost() default Double.POSITIVE_INFINITY;

  /** The bound that a number must stay below. */
  double below() default Double.POSITIVE_INFINITY;

  /** Whether a number may be infinite, as a bound that bounds nothing. */
  boolean infinite() default false;

  /** What another value changes. Of a group it holds for all keys within. */
  Effect effect() default Effect.RESULT;

  /** Keys under which it stood before, in the same group; still read, with a warning. */
  String[] formerly() default {};

  /** What another value of a key changes, the least first. */
  enum Effect {
    /** Nothing but the way there, and the last bits where the sentence says so. */
    NONE,
    /** The result, but an execution that was cut off can be continued with another value. */
    COURSE,
    /** The result. */
    RESULT
  }
}
