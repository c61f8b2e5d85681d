package org.semblance.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.Test;

/** Whoever gets the jar or the archive gets our license and that of everything in it. */
class PackagedLicensesIT {

  private static final String LIST = "META-INF/THIRD-PARTY.txt";
  private static final String RELOCATED = "org/semblance/shaded/";
  private static final String OURS = "semblance-";

  @Test
  void ourLicenseAndNoticeAreOurs() throws IOException {
    try (ZipFile jar = new ZipFile(built("semblance-jobs-.*\\.jar").toFile())) {
      assertThat(text(jar, "META-INF/LICENSE")).isEqualTo(Files.readString(Path.of("../LICENSE")));
      assertThat(text(jar, "META-INF/NOTICE"))
          .isEqualTo(Files.readString(Path.of("../NOTICE")))
          .startsWith("Semblance\nCopyright");
    }
  }

  @Test
  void everyArtifactInTheJarIsListedWithItsLicense() throws IOException {
    try (ZipFile jar = new ZipFile(built("semblance-jobs-.*\\.jar").toFile())) {
      String list = text(jar, LIST);
      List<Path> packed = packed(jar);
      assertThat(packed).hasSizeGreaterThan(20);
      for (Path artifact : packed) {
        assertThat(list.lines())
            .as("the line of %s", artifact)
            .anyMatch(
                line -> line.matches(" +\\(.+\\).* \\([^:]+:" + coordinates(artifact) + " - .*"));
      }
      assertThat(list).doesNotContain("Unknown license");
    }
  }

  /** Apache's text is our own LICENSE; any other is in a folder by artifact or group. */
  @Test
  void everyOtherLicenseHasItsText() throws IOException {
    try (ZipFile jar = new ZipFile(built("semblance-jobs-.*\\.jar").toFile())) {
      Set<String> folders =
          jar.stream()
              .map(ZipEntry::getName)
              .filter(name -> name.matches("META-INF/licenses/[^/]+/(LICENSE|AL2).*"))
              .map(name -> name.split("/", -1)[2])
              .collect(Collectors.toSet());
      text(jar, LIST)
          .lines()
          .filter(line -> !line.isBlank() && !line.contains("(Apache-2.0)"))
          .skip(1)
          .map(line -> line.replaceFirst(".* \\(([^ ]+) - .*", "$1").split(":"))
          .forEach(
              artifact ->
                  assertThat(folders)
                      .as("folders with the license of %s", artifact[1])
                      .anyMatch(
                          folder ->
                              artifact[1].equals(folder) || artifact[0].startsWith(folder + ".")));
    }
  }

  @Test
  void whatAnArtifactBringsIsKeptApartByItsName() throws IOException {
    try (ZipFile jar = new ZipFile(built("semblance-jobs-.*\\.jar").toFile())) {
      for (Path artifact : packed(jar)) {
        try (ZipFile source = new ZipFile(artifact.toFile())) {
          for (String name : names(source)) {
            if (name.matches("(META-INF/)?(LICENSE|NOTICE)[^/]*")) {
              String kept =
                  "META-INF/licenses/%s/%s".formatted(artifactId(artifact), fileName(name));
              assertThat(text(jar, kept)).as(kept).isEqualTo(text(source, name));
            }
          }
        }
      }
    }
  }

  @Test
  void theArchiveHoldsThemToo() throws IOException {
    List<String> names = new ArrayList<>();
    try (TarArchiveInputStream archive =
        new TarArchiveInputStream(
            new GZIPInputStream(
                new BufferedInputStream(
                    Files.newInputStream(built("semblance-.*-bin\\.tar\\.gz")))))) {
      TarArchiveEntry entry = archive.getNextEntry();
      while (entry != null) {
        names.add(entry.getName().replaceFirst("[^/]+/", ""));
        entry = archive.getNextEntry();
      }
    }
    assertThat(names)
        .contains(
            "LICENSE",
            "NOTICE",
            "THIRD-PARTY.txt",
            "licenses/pytorch-native-cpu/LICENSE",
            "licenses/jna/LICENSE");
  }

  /** Jars of the class path most of whose entries are in {@code jar}, relocated or not. */
  private static List<Path> packed(ZipFile jar) throws IOException {
    Set<String> inside = Set.copyOf(names(jar));
    List<Path> packed = new ArrayList<>();
    for (String part : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      Path file = Path.of(part);
      if (part.endsWith(".jar") && !fileName(part).startsWith(OURS)) {
        try (ZipFile source = new ZipFile(file.toFile())) {
          List<String> content =
              names(source).stream()
                  .filter(name -> !name.startsWith("META-INF/") || name.contains("/webjars/"))
                  .filter(name -> !name.endsWith("module-info.class"))
                  .toList();
          long found =
              content.stream()
                  .filter(name -> inside.contains(name) || inside.contains(RELOCATED + name))
                  .count();
          if (2 * found > content.size()) {
            packed.add(file);
          }
        }
      }
    }
    return packed;
  }

  private static List<String> names(ZipFile file) {
    return file.stream()
        .filter(entry -> !entry.isDirectory())
        .map(ZipEntry::getName)
        .distinct()
        .toList();
  }

  private static String text(ZipFile file, String name) throws IOException {
    ZipEntry entry = file.getEntry(name);
    assertThat(entry).as(name).isNotNull();
    try (InputStream stream = file.getInputStream(entry)) {
      return new String(stream.readAllBytes(), UTF_8);
    }
  }

  private static String fileName(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** In a Maven repository a jar is in {@code artifact/version/artifact-version.jar}. */
  private static String artifactId(Path jar) {
    return ancestor(jar, 3);
  }

  private static String coordinates(Path jar) {
    return (artifactId(jar) + ":" + ancestor(jar, 2)).replace(".", "\\.");
  }

  /** The name this far from the end of a path. */
  private static String ancestor(Path path, int fromEnd) {
    return path.getName(path.getNameCount() - fromEnd).toString();
  }

  private static Path built(String pattern) throws IOException {
    try (Stream<Path> files = Files.list(Path.of("target"))) {
      return files
          .filter(file -> file.getFileName().toString().matches(pattern))
          .findFirst()
          .orElseThrow();
    }
  }
}
