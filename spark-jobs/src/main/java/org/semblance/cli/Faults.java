package org.semblance.cli;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.semblance.fault.ExitCode;
import org.semblance.fault.SemblanceException;

/** Finds the sentence for the user in what Spark and Hadoop throw around it. */
final class Faults {

  /** Failures that a user can mend, by class name, and their exit codes. */
  private static final List<String> DATA_FAULTS =
      List.of(
          "java.io.FileNotFoundException",
          "java.nio.file.NoSuchFileException",
          "org.apache.hadoop.security.AccessControlException",
          "java.nio.file.AccessDeniedException",
          "java.net.UnknownHostException",
          "java.net.ConnectException",
          "org.apache.hadoop.fs.UnsupportedFileSystemException",
          "org.apache.hadoop.mapred.InvalidInputException",
          "org.apache.spark.sql.AnalysisException");

  /** The file, in what Spark says of one that is no Parquet or is damaged. */
  private static final Pattern UNREADABLE_FILE =
      Pattern.compile(
          "(?:footer for file: |error while reading file )(\\S+)\\. |(\\S+) is not a Parquet file");

  private Faults() {}

  /** What to tell the user of {@code failure}; INTERNAL if nobody wrote a sentence for it. */
  static SemblanceException of(Throwable failure) {
    for (Throwable at = failure; at != null; at = at.getCause()) {
      if (at instanceof SemblanceException fault) {
        return fault;
      }
      if (DATA_FAULTS.contains(at.getClass().getName())) {
        return new SemblanceException(ExitCode.DATA, firstLine(at), failure);
      }
      Matcher unreadable = UNREADABLE_FILE.matcher(String.valueOf(at.getMessage()));
      if (unreadable.find()) {
        String file = unreadable.group(1) == null ? unreadable.group(2) : unreadable.group(1);
        return new SemblanceException(
            ExitCode.DATA,
            file + " cannot be read as Parquet: write the table again, or take the file out of it",
            failure);
      }
      if (at instanceof OutOfMemoryError) {
        return new SemblanceException(
            ExitCode.PREFLIGHT,
            "out of memory (" + firstLine(at) + "): raise --driver-memory or --executor-memory",
            failure);
      }
    }
    return new SemblanceException(
        ExitCode.INTERNAL,
        "a defect of Semblance: " + failure.getClass().getName() + ": " + firstLine(failure),
        failure);
  }

  private static String firstLine(Throwable failure) {
    return String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
  }
}
