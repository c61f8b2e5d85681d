package org.semblance.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.fs.FileSystem;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.Appender;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.ConsoleAppender;
import org.apache.logging.log4j.core.appender.FileAppender;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.LoggerConfig;

/**
 * Sends what Spark and Semblance log to a file of the run directory, and only warnings of Semblance
 * to the console, without stack traces. In a remote run directory the file appears when the log is
 * closed.
 */
public final class RunLog implements AutoCloseable {

  private static final String OURS = "org.semblance";
  private static final String CONSOLE_PATTERN = "%-5p %m%n%ex{none}";
  private static final String PATTERN = "%d{ISO8601} %-5p [%t] %c{1.} - %m%n%ex";

  private final RunDirectory run;
  private final Path file;
  private final Appender appender;

  private RunLog(RunDirectory run, Path file, Appender appender) {
    this.run = run;
    this.file = file;
    this.appender = appender;
  }

  /** Starts logging into {@code run}. */
  public static RunLog open(RunDirectory run) {
    Path file = run.files().isLocal() ? Path.of(run.log().toUri().getPath()) : temporary();
    LoggerContext context = (LoggerContext) LogManager.getContext(false);
    Configuration configuration = context.getConfiguration();
    LoggerConfig root = configuration.getRootLogger();
    List.copyOf(root.getAppenders().keySet()).forEach(root::removeAppender);
    Appender appender = fileAppender(file, configuration);
    root.addAppender(appender, Level.INFO, null);
    root.setLevel(Level.INFO);
    LoggerConfig ours = new LoggerConfig(OURS, Level.INFO, true);
    ours.addAppender(consoleAppender(configuration), Level.WARN, null);
    configuration.addLogger(OURS, ours);
    context.updateLoggers();
    return new RunLog(run, file, appender);
  }

  private static Appender fileAppender(Path file, Configuration configuration) {
    FileAppender appender =
        FileAppender.newBuilder()
            .setName("run-log")
            .withFileName(file.toString())
            .withAppend(true)
            .setLayout(SafeLayout.of(PATTERN))
            .setConfiguration(configuration)
            .build();
    appender.start();
    return appender;
  }

  private static Appender consoleAppender(Configuration configuration) {
    ConsoleAppender appender =
        ConsoleAppender.newBuilder()
            .setName("run-console")
            .setTarget(ConsoleAppender.Target.SYSTEM_ERR)
            .setLayout(SafeLayout.of(CONSOLE_PATTERN))
            .setConfiguration(configuration)
            .build();
    appender.start();
    return appender;
  }

  private static Path temporary() {
    try {
      return Files.createTempFile("semblance", ".log");
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot create a temporary log file", failure);
    }
  }

  @Override
  public void close() {
    LoggerContext context = (LoggerContext) LogManager.getContext(false);
    context.getConfiguration().getRootLogger().removeAppender(appender.getName());
    context.updateLoggers();
    appender.stop();
    if (!run.files().isLocal()) {
      upload();
    }
  }

  private void upload() {
    try {
      FileSystem remote = run.root().getFileSystem(new org.apache.hadoop.conf.Configuration());
      remote.copyFromLocalFile(true, true, new org.apache.hadoop.fs.Path(file.toUri()), run.log());
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot write " + run.log(), failure);
    }
  }
}
