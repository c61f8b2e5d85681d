package org.semblance.experiment;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.hadoop.util.VersionInfo;
import org.semblance.config.Redaction;

/**
 * Which software made a result.
 *
 * @param versions of Semblance and of what it stands on, by name
 * @param system operating system, architecture, processors
 * @param command the arguments of the job, secrets hidden
 */
public record Provenance(
    String time, Map<String, String> versions, String system, List<String> command) {

  /** The present process. */
  public static Provenance ofProcess(List<String> arguments) {
    return new Provenance(
        Instant.now().toString(),
        installed(),
        String.join(
            " ",
            System.getProperty("os.name"),
            System.getProperty("os.version"),
            System.getProperty("os.arch"),
            Runtime.getRuntime().availableProcessors() + " processors"),
        arguments.stream().map(Provenance::shown).toList());
  }

  /** Versions by name, sorted. */
  public static Map<String, String> installed() {
    Map<String, String> versions = new TreeMap<>();
    built().forEach((name, version) -> versions.put(name.toString(), version.toString()));
    versions.put("java", Runtime.version() + " " + System.getProperty("java.vendor"));
    versions.put("spark", org.apache.spark.package$.MODULE$.SPARK_VERSION());
    versions.put("scala", scala.util.Properties.versionNumberString());
    versions.put("hadoop", VersionInfo.getVersion());
    String commit = System.getProperty("semblance.commit", "");
    if (!commit.isEmpty()) {
      versions.put("commit", commit);
    }
    return versions;
  }

  /** The version of Semblance. */
  public static String version() {
    return Objects.requireNonNull(built().getProperty("semblance"), "semblance");
  }

  private static Properties built() {
    Properties properties = new Properties();
    try (InputStream stream = Provenance.class.getResourceAsStream("/semblance.properties")) {
      properties.load(Objects.requireNonNull(stream, "semblance.properties"));
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot read semblance.properties", failure);
    }
    return properties;
  }

  private static String shown(String argument) {
    int equals = argument.indexOf('=');
    return equals < 0
        ? Redaction.value("", argument)
        : argument.substring(0, equals + 1)
            + Redaction.value(argument.substring(0, equals), argument.substring(equals + 1));
  }
}
