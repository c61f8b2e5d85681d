package org.semblance.source.files;

import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.semblance.source.ImageContent;

/** A folder, or an archive as if it were unpacked. Paths are relative to its root, with slashes. */
public interface FileTree extends Serializable {

  /** What messages call it. */
  String name();

  /**
   * What is in a folder, sorted by name; the root is the empty path. Names that cannot be used come
   * with their problem; nothing is left out.
   *
   * @throws org.semblance.fault.SemblanceException if it cannot be read
   */
  List<FileEntry> children(String folder);

  /** The file or folder at a path, whatever its name's spelling; null where there is none. */
  @Nullable FileEntry find(String path);

  /** Opens a file for reading from its start; the caller closes the stream. */
  InputStream open(FileEntry file) throws IOException;

  /** Reads images whose locations are paths of this tree. */
  ImageContent content();

  /** Whether its entries are in memory already, so that executors need not list them. */
  boolean isIndexed();
}
