package org.semblance.source.files;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;
import org.semblance.fault.SemblanceException;
import org.semblance.source.BoundedReads;
import org.semblance.source.UnusableContentException;
import org.semblance.table.RejectReason;

/**
 * Files of the machine itself. Hadoop's local file system passes over names that it cannot decode
 * and links to nothing, and takes a pipe for a file.
 */
final class LocalFiles {

  private LocalFiles() {}

  static boolean isLocal(URI uri) {
    return "file".equals(uri.getScheme());
  }

  /**
   * The path of that name.
   *
   * @throws SemblanceException preflight, if the name can be spelled but not by this process
   */
  static Path path(String name) throws NoSuchFileException {
    try {
      return Path.of(name);
    } catch (InvalidPathException failure) {
      if (name.indexOf('\0') < 0) {
        requireUnicode(name);
      }
      throw new NoSuchFileException(name, null, "no file can have this name");
    }
  }

  /** Whether {@code path} can be found again by its text. */
  static boolean isSpelled(Path path) {
    try {
      return Path.of(path.toString()).equals(path);
    } catch (InvalidPathException failure) {
      return false;
    }
  }

  /** Refuses to go on where the process reads names in an encoding that cannot spell this one. */
  static void requireUnicode(String name) {
    Charset names = nameEncoding();
    if (!names.equals(StandardCharsets.UTF_8)) {
      throw SemblanceException.preflight(
          "the name "
              + name
              + " cannot be read where names are "
              + names
              + ": set LC_ALL=C.UTF-8 for the driver and spark.executorEnv.LC_ALL=C.UTF-8 for the"
              + " executors");
    }
  }

  private static Charset nameEncoding() {
    return Charset.forName(System.getProperty("sun.jnu.encoding", StandardCharsets.UTF_8.name()));
  }

  /** The name of an undecodable file with its bytes beyond ASCII as \xHH. */
  static String escaped(Path path) {
    String encoded = String.valueOf(path.getFileName().toUri().getRawPath());
    String name = encoded.replaceAll("/$", "");
    StringBuilder text = new StringBuilder();
    for (int i = name.lastIndexOf('/') + 1; i < name.length(); i++) {
      char next = name.charAt(i);
      if (next != '%') {
        text.append(next);
        continue;
      }
      int code = Integer.parseInt(name.substring(i + 1, i + 3), 16);
      text.append(code < 128 ? String.valueOf((char) code) : "\\x" + name.substring(i + 1, i + 3));
      i += 2;
    }
    return text.toString();
  }

  /** The attributes, following links; null where there is nothing. */
  static @Nullable BasicFileAttributes attributes(Path path) throws IOException {
    try {
      return Files.readAttributes(path, BasicFileAttributes.class);
    } catch (NoSuchFileException absent) {
      return null;
    }
  }

  /** All bytes of a regular file. Nothing else is opened: a pipe would never end. */
  static byte[] bytes(Path path, long maxBytes) throws IOException {
    BasicFileAttributes attributes = attributes(path);
    if (attributes == null) {
      throw new NoSuchFileException(path.toString());
    }
    requireRegular(attributes);
    BoundedReads.requireBytes(attributes.size(), maxBytes);
    try (InputStream stream = Files.newInputStream(path)) {
      return BoundedReads.readAll(stream, attributes.size(), maxBytes);
    } catch (AccessDeniedException denied) {
      throw new IOException("permission denied", denied);
    }
  }

  /** Refuses a file of the machine itself that is a pipe or the like; others pass. */
  static void requireRegular(URI file) throws IOException {
    BasicFileAttributes attributes = isLocal(file) ? attributes(path(file.getPath())) : null;
    if (attributes != null) {
      requireRegular(attributes);
    }
  }

  static void requireRegular(BasicFileAttributes attributes) throws UnusableContentException {
    if (!attributes.isRegularFile()) {
      throw new UnusableContentException(
          RejectReason.NOT_A_FILE,
          attributes.isDirectory() ? "it is a folder" : "it is a pipe, a socket or a device");
    }
  }
}
