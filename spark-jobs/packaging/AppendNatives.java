import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.apache.commons.compress.archivers.zip.ZipFile;

/**
 * Joins jars without decompressing them: the native libraries are 450 MB, and compressing those
 * again would take longer than the rest of the build. Usage: {@code OUTPUT JAR NAME}, where NAME
 * begins the file name of the jars of the class path to append.
 */
final class AppendNatives {

  public static void main(String[] arguments) throws IOException {
    Path output = Path.of(arguments[0]);
    Set<String> written = new HashSet<>();
    try (ZipArchiveOutputStream joined = new ZipArchiveOutputStream(output)) {
      append(Path.of(arguments[1]), joined, written);
      for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
        if (Path.of(entry).getFileName().toString().startsWith(arguments[2])) {
          append(Path.of(entry), joined, written);
        }
      }
    }
  }

  private static void append(Path jar, ZipArchiveOutputStream joined, Set<String> written)
      throws IOException {
    try (ZipFile source = new ZipFile(jar)) {
      for (ZipArchiveEntry entry : Collections.list(source.getEntriesInPhysicalOrder())) {
        boolean wanted = !entry.isDirectory() && !entry.getName().startsWith("META-INF/native-image");
        if (wanted && written.add(entry.getName())) {
          try (InputStream raw = source.getRawInputStream(entry)) {
            joined.addRawArchiveEntry(entry, raw);
          }
        }
      }
    }
  }
}
