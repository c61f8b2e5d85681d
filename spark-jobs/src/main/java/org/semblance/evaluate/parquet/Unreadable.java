package org.semblance.evaluate.parquet;

import org.semblance.evaluate.input.TableFile;
import org.semblance.fault.ExitCode;
import org.semblance.fault.RootCause;
import org.semblance.fault.SemblanceException;

/** Says which file cannot be read, and why. */
final class Unreadable {

  private Unreadable() {}

  static SemblanceException file(TableFile file, Throwable failure) {
    return new SemblanceException(
        ExitCode.DATA,
        "%s cannot be read as Parquet (%s): write the table again, or take the file out of it"
            .formatted(file.name(), RootCause.text(failure)),
        failure);
  }
}
