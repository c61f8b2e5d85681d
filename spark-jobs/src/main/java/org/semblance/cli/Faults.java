package org.semblance.cli;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.semblance.fault.ExitCode;
import org.semblance.fault.RootCause;
import org.semblance.fault.SemblanceException;

/** Finds the sentence for the user in what Spark and Hadoop throw around it. */
final class Faults {

  /** Failures of input by class name: their messages name file, host or table. */
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

  /** The file, in what Spark says of one that is damaged or not what it should be. */
  private static final Pattern UNREADABLE_FILE =
      Pattern.compile(
          "(?:footer for file: |error while reading file )(\\S+)\\. |(\\S+) is not a Parquet file"
              + "|Parquet column cannot be converted in file (\\S+)\\. ");

  /**
   * What a machine or cluster lacks, as messages tell of it.
   *
   * @param sign in the message of a failure; a group of it is part of the sentence
   */
  private record Lack(Pattern sign, String sentence) {

    static Lack of(String sign, String sentence) {
      return new Lack(Pattern.compile(sign), sentence);
    }

    Optional<String> in(String message) {
      Matcher found = sign.matcher(message);
      return found.find()
          ? Optional.of(found.groupCount() == 0 ? sentence : sentence.formatted(found.group(1)))
          : Optional.empty();
    }
  }

  private static final List<Lack> LACKS =
      List.of(
          Lack.of(
              "(?:bigger than|exceeds?) (?:spark\\.driver\\.maxResultSize|local result size limit)",
              "what tasks send to the driver is more than spark.driver.maxResultSize: raise it"
                  + " (--conf spark.driver.maxResultSize=4g)"),
          Lack.of(
              "No space left on device|Disk quota exceeded",
              "a disk is full: free some space, or name another folder in spark.local.dir"),
          Lack.of(
              "(Container killed by YARN for exceeding [^.]*|exit code:? 137|OOMKilled)",
              "an executor was killed for its memory (%s): raise --executor-memory or"
                  + " spark.executor.memoryOverhead"),
          Lack.of(
              "Not enough memory to build and broadcast",
              "the driver has not enough memory for a broadcast: raise --driver-memory"));

  private Faults() {}

  /** What to tell the user of {@code failure}; INTERNAL if nobody wrote a sentence for it. */
  static SemblanceException of(Throwable failure) {
    return Stream.iterate(failure, at -> at != null, Throwable::getCause)
        .flatMap(at -> known(at, failure).stream())
        .findFirst()
        .orElseGet(
            () ->
                new SemblanceException(
                    ExitCode.INTERNAL,
                    "a defect of Semblance: "
                        + failure.getClass().getName()
                        + ": "
                        + firstLine(failure),
                    failure));
  }

  private static Optional<SemblanceException> known(Throwable at, Throwable failure) {
    if (at instanceof SemblanceException fault) {
      return Optional.of(fault);
    }
    String message = String.valueOf(at.getMessage());
    Matcher unreadable = UNREADABLE_FILE.matcher(message);
    if (unreadable.find()) {
      return Optional.of(unreadable(unreadable, at, failure));
    }
    if (DATA_FAULTS.contains(at.getClass().getName())) {
      return Optional.of(new SemblanceException(ExitCode.DATA, firstLine(at), failure));
    }
    if (at instanceof OutOfMemoryError) {
      return Optional.of(
          new SemblanceException(
              ExitCode.PREFLIGHT,
              "out of memory (" + firstLine(at) + "): raise --driver-memory or --executor-memory",
              failure));
    }
    return LACKS.stream()
        .flatMap(lack -> lack.in(message).stream())
        .findFirst()
        .map(sentence -> new SemblanceException(ExitCode.PREFLIGHT, sentence, failure));
  }

  private static SemblanceException unreadable(Matcher named, Throwable at, Throwable failure) {
    String file =
        Stream.of(1, 2, 3)
            .map(named::group)
            .filter(group -> group != null)
            .findFirst()
            .orElseThrow();
    return new SemblanceException(
        ExitCode.DATA,
        "%s cannot be read (%s): write the table again, or take the file out of it"
            .formatted(file, RootCause.text(at)),
        failure);
  }

  private static String firstLine(Throwable failure) {
    return String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
  }
}
