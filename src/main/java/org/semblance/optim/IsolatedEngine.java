package org.semblance.optim;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.semblance.fault.SemblanceException;
import org.semblance.optim.slice.SliceEngine;

/**
 * Loads a {@link SliceEngine} from jars of its own: its classes see the JDK, each other and the
 * package of {@link SliceEngine}, and nothing else sees them. One per archive and JVM.
 */
final class IsolatedEngine {

  private static final Map<Path, SliceEngine> LOADED = new ConcurrentHashMap<>();

  private IsolatedEngine() {}

  /**
   * The engine in a zip of jars, or in a folder of them.
   *
   * @throws SemblanceException preflight, if there is none or its native library does not load
   */
  static SliceEngine of(Path archive) {
    return LOADED.computeIfAbsent(archive.toAbsolutePath(), IsolatedEngine::load);
  }

  private static SliceEngine load(Path archive) {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    try {
      ClassLoader loader = new URLClassLoader(jars(archive), new InterfaceOnly());
      thread.setContextClassLoader(loader);
      return ServiceLoader.load(SliceEngine.class, loader)
          .findFirst()
          .orElseThrow(() -> unusable(archive, "has no jars of the engine"));
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot read " + archive, failure);
    } catch (LinkageError | java.util.ServiceConfigurationError failure) {
      throw unusable(archive, "does not load (" + reason(failure) + ")");
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private static URL[] jars(Path archive) throws IOException {
    if (!Files.exists(archive)) {
      throw unusable(archive, "is not there");
    }
    try (Stream<Path> files = Files.walk(Files.isDirectory(archive) ? archive : unpack(archive))) {
      return files
          .filter(file -> file.toString().endsWith(".jar"))
          .sorted()
          .map(IsolatedEngine::url)
          .toArray(URL[]::new);
    }
  }

  /** To a folder that lives as long as this JVM. */
  private static Path unpack(Path archive) throws IOException {
    Path folder = Files.createTempDirectory("semblance-engine");
    List<Path> made = new ArrayList<>(List.of(folder));
    try (InputStream file = Files.newInputStream(archive);
        ZipInputStream zip = new ZipInputStream(file)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        if (entry.getName().endsWith(".jar")) {
          Path jar = folder.resolve(Path.of(entry.getName()).getFileName());
          Files.copy(zip, jar);
          made.add(jar);
        }
      }
    }
    for (Path path : made) {
      path.toFile().deleteOnExit();
    }
    return folder;
  }

  private static URL url(Path jar) {
    try {
      return jar.toUri().toURL();
    } catch (MalformedURLException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static SemblanceException unusable(Path archive, String what) {
    return SemblanceException.preflight(
        "train.optimizer.archive names %s, which %s on this executor: submit with --archives semblance-bigdl.zip#bigdl and name bigdl, name a path that every executor can read, or set train.optimizer.type to another one than bigdl"
            .formatted(archive.toAbsolutePath(), what));
  }

  private static String reason(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root.getClass().getSimpleName() + ": " + root.getMessage();
  }

  /** Shows the JDK's classes and the package of the interface. */
  private static final class InterfaceOnly extends ClassLoader {

    private static final String PACKAGE = SliceEngine.class.getPackageName() + ".";

    InterfaceOnly() {
      super(getPlatformClassLoader());
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      if (name.startsWith(PACKAGE)) {
        return SliceEngine.class.getClassLoader().loadClass(name);
      }
      throw new ClassNotFoundException(name);
    }
  }
}
