package org.semblance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Whatever a document names is there: files, headings, packages, classes. */
class DocumentsTest {

  private static final Path ROOT = Path.of(System.getProperty("semblance.root")).normalize();
  private static final String SOURCES = "org/semblance/";

  /** Classes of others that documents speak of. */
  private static final Set<String> FOREIGN =
      Set.of(
          "Thumbs",
          "Adadelta",
          "Adagrad",
          "Adamax",
          "AllReduceParameter",
          "Communicator",
          "CrossValidator",
          "EigenDecomposition",
          "EpochSchedule",
          "Evaluator",
          "Ftrl",
          "Image",
          "Inflater",
          "JsonSubTypes",
          "LarsSGD",
          "NDManager",
          "Plateau",
          "RMSprop",
          "SparkSubmit");

  private static final Set<String> classes = new HashSet<>();
  private static final Set<String> packages = new HashSet<>();

  @BeforeAll
  static void collectTypes() throws IOException {
    try (Stream<Path> files = Files.walk(ROOT)) {
      files
          .map(file -> ROOT.relativize(file).toString())
          .filter(file -> file.endsWith(".java") && !file.contains("target/"))
          .filter(file -> file.contains(SOURCES))
          .map(file -> file.substring(file.indexOf(SOURCES), file.length() - 5).replace('/', '.'))
          .forEach(DocumentsTest::add);
    }
  }

  private static void add(String name) {
    int dot = name.lastIndexOf('.');
    packages.add(name.substring(0, dot));
    classes.add(name);
    classes.add(name.substring(dot + 1));
  }

  @Test
  void linksLeadSomewhere() throws IOException {
    for (Path document : documents()) {
      for (String target : found(document, "\\]\\(([^)\\s]+)\\)")) {
        if (!target.matches("(https?|mailto):.*")) {
          String[] parts = target.split("#", 2);
          Path file = parts[0].isEmpty() ? document : document.resolveSibling(parts[0]).normalize();
          assertThat(file).as("link %s in %s", target, document).exists();
          if (parts.length == 2) {
            assertThat(anchors(file)).as("link %s in %s", target, document).contains(parts[1]);
          }
        }
      }
    }
  }

  @Test
  void packagesAndClassesAreThere() throws IOException {
    for (Path document : documents()) {
      for (String name : found(document, "\\b(org\\.semblance(?:\\.\\w+)+)")) {
        assertThat(exists(name)).as("%s in %s", name, document).isTrue();
      }
    }
  }

  /** Names in code style that look like a class. */
  @Test
  void classesNamedWithoutTheirPackageAreThere() throws IOException {
    for (Path document : documents()) {
      for (String name : found(document, "`(?:[a-z]+\\.)*([A-Z]\\w*[a-z]\\w*)[.\\w]*`")) {
        assertThat(FOREIGN.contains(name) || classes.contains(name))
            .as("class %s in %s", name, document)
            .isTrue();
      }
    }
  }

  /** Its packages are named without org.semblance. */
  @Test
  void packagesOfTheLayoutAreThere() throws IOException {
    String readme = Files.readString(ROOT.resolve("README.md"));
    String layout = readme.substring(readme.indexOf("| what you look for"));
    List<String> named = matches(layout, "`([a-z]\\w*(?:\\.[a-z]\\w*)*)(?:\\.[A-Z]\\w*)?`");
    assertThat(named).hasSizeGreaterThan(20);
    assertThat(named).allMatch(name -> packages.contains("org.semblance." + name));
  }

  @Test
  void filesAreThere() throws IOException {
    String folders = "bin|conf|src|data-prep|spark-jobs|bigdl|yarn-tests|benchmarks|docs|\\.ci";
    for (Path document : documents()) {
      for (String name : found(document, "`((?:" + folders + ")/[\\w./*-]+)`")) {
        if (!name.contains("target")) {
          assertThat(matching(name)).as("%s in %s", name, document).isNotEmpty();
        }
      }
    }
  }

  private static List<Path> documents() throws IOException {
    try (Stream<Path> top = Files.list(ROOT);
        Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
      return Stream.concat(
              Stream.concat(top, docs), Stream.of(ROOT.resolve("benchmarks/RESULTS.md")))
          .filter(file -> file.toString().endsWith(".md"))
          .toList();
    }
  }

  private static boolean exists(String name) {
    if (packages.contains(name) || classes.contains(name)) {
      return true;
    }
    int dot = name.lastIndexOf('.');
    return classes.contains(name.substring(0, dot)) && dot > "org.semblance".length();
  }

  private static List<Path> matching(String pattern) throws IOException {
    PathMatcher matcher =
        FileSystems.getDefault().getPathMatcher("glob:" + pattern.replaceAll("/$", ""));
    String folder = pattern.replaceAll("/?[^/]*\\*.*$", "");
    Path start = ROOT.resolve(folder);
    if (!Files.exists(start)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(start)) {
      return files.filter(file -> matcher.matches(ROOT.relativize(file))).toList();
    }
  }

  /** As the hosting sites make them of headings. */
  private static Set<String> anchors(Path document) throws IOException {
    return found(document, "(?m)^#+ (.+)$").stream()
        .map(
            heading ->
                heading
                    .toLowerCase(Locale.ROOT)
                    .replaceAll("[^\\p{L}\\p{N} _-]", "")
                    .replace(' ', '-'))
        .collect(Collectors.toSet());
  }

  private static List<String> found(Path document, String regex) throws IOException {
    return matches(Files.readString(document), regex);
  }

  private static List<String> matches(String text, String regex) {
    return Pattern.compile(regex).matcher(text).results().map(match -> match.group(1)).toList();
  }
}
