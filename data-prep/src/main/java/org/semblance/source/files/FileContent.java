package org.semblance.source.files;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.util.SerializableConfiguration;
import org.jspecify.annotations.Nullable;
import org.semblance.source.BoundedReads;
import org.semblance.source.ContentReader;
import org.semblance.source.ImageContent;
import org.semblance.source.RelativePath;
import org.semblance.source.SourceImage;
import org.semblance.source.UnusableContentException;
import org.semblance.table.RejectReason;

/**
 * Files under a folder. A location that begins with a slash is taken on the folder's file system, a
 * URI on its own.
 */
record FileContent(URI root, SerializableConfiguration hadoop) implements ImageContent {

  /** Two letters or more: one is a drive of Windows. */
  private static final Pattern URI_FORM = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]+):(/.*)");

  @Override
  public ContentReader open(long maxBytes) {
    return new ContentReader() {
      @Override
      public byte[] read(SourceImage image) throws IOException {
        return bytes(image.location(), maxBytes);
      }

      /** Hadoop shares file systems between threads; none is closed here. */
      @Override
      public void close() {}
    };
  }

  private byte[] bytes(String location, long maxBytes) throws IOException {
    for (URI file : candidates(location)) {
      try {
        return LocalFiles.isLocal(file)
            ? LocalFiles.bytes(LocalFiles.path(file.getPath()), maxBytes)
            : bytes(new Path(file), maxBytes);
      } catch (FileNotFoundException | NoSuchFileException absent) {
        // Another spelling may be there.
      }
    }
    throw new FileNotFoundException("there is no file " + location);
  }

  private byte[] bytes(Path file, long maxBytes) throws IOException {
    FileSystem files = file.getFileSystem(hadoop.value());
    FileStatus status = files.getFileStatus(file);
    if (!status.isFile()) {
      throw new UnusableContentException(RejectReason.NOT_A_FILE, "it is a folder");
    }
    BoundedReads.requireBytes(status.getLen(), maxBytes);
    try (var stream = files.open(file)) {
      return BoundedReads.readAll(stream, status.getLen(), maxBytes);
    }
  }

  private List<URI> candidates(String location) {
    List<URI> files = new ArrayList<>();
    Matcher uri = URI_FORM.matcher(location);
    if (uri.matches()) {
      addUri(uri.group(1), uri.group(2), files);
      return files;
    }
    for (String spelling : RelativePath.spellings(location)) {
      String inside = RelativePath.normal(spelling);
      if (spelling.startsWith("/")) {
        files.add(file(root.getScheme(), root.getAuthority(), spelling));
      } else if (inside != null) {
        files.add(file(root.getScheme(), root.getAuthority(), root.getPath() + "/" + inside));
      }
    }
    return files;
  }

  /** Written as people write addresses: with or without two slashes, escaped or not. */
  private static void addUri(String scheme, String rest, List<URI> files) {
    String authority = null;
    String path = rest;
    if (rest.startsWith("//")) {
      int slash = rest.indexOf('/', 2);
      if (slash < 0) {
        return;
      }
      authority = slash == 2 ? null : rest.substring(2, slash);
      path = rest.substring(slash);
    }
    for (String spelling : RelativePath.spellings(path)) {
      files.add(file(scheme, authority, spelling));
    }
    if (path.indexOf('%') >= 0) {
      try {
        String decoded = URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
        files.add(file(scheme, authority, decoded));
      } catch (IllegalArgumentException notEscaped) {
        // The percent sign is one.
      }
    }
  }

  /** Built from parts, because Hadoop would take what stands before a colon for a scheme. */
  private static URI file(String scheme, @Nullable String authority, String path) {
    return new Path(scheme, authority, path).toUri();
  }
}
