package org.semblance.doctor;

import java.io.Serializable;
import java.util.function.Supplier;
import org.semblance.fault.SemblanceException;

/**
 * One finding.
 *
 * @param subject what was looked at
 * @param found what was seen
 * @param remedy what to change; empty where all is well
 */
public record Check(Verdict verdict, String subject, String found, String remedy)
    implements Serializable {

  /** How bad it is. */
  public enum Verdict {
    OK,
    /** Works, but slower or with less safety than it could. */
    WARN,
    /** A job would not run. */
    FAIL
  }

  static Check ok(String subject, String found) {
    return new Check(Verdict.OK, subject, found, "");
  }

  /** Well where {@code requirement} says what it found, else what it refuses and why. */
  static Check that(String subject, Supplier<String> requirement) {
    try {
      return ok(subject, requirement.get());
    } catch (SemblanceException refusal) {
      return fail(subject, String.valueOf(refusal.getMessage()), "");
    }
  }

  static Check warn(String subject, String found, String remedy) {
    return new Check(Verdict.WARN, subject, found, remedy);
  }

  static Check fail(String subject, String found, String remedy) {
    return new Check(Verdict.FAIL, subject, found, remedy);
  }
}
