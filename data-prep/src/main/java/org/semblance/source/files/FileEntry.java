package org.semblance.source.files;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;
import org.semblance.source.Place;
import org.semblance.source.RelativePath;
import org.semblance.source.SourceImage.Problem;

/**
 * A file or folder of a tree.
 *
 * @param path below the root
 * @param place where a file's bytes are
 * @param problem why it cannot be read; null where nothing is known against it
 */
public record FileEntry(String path, boolean isFolder, Place place, @Nullable Problem problem)
    implements Serializable {

  static FileEntry folder(String path) {
    return new FileEntry(path, true, Place.UNKNOWN, null);
  }

  static FileEntry file(String path, Place place) {
    return new FileEntry(path, false, place, null);
  }

  /** The name without the folders. */
  public String name() {
    return RelativePath.name(path);
  }
}
