package org.semblance.importer;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.semblance.fault.SemblanceException;
import org.semblance.source.LeftOut;
import org.semblance.source.SourceImage;
import org.semblance.source.files.FileEntry;
import org.semblance.source.files.FileTree;
import org.semblance.table.Split;

/**
 * A folder whose files are the images of one class.
 *
 * @param path below the root of the data set
 */
record ClassFolder(String path, String label, @Nullable Split split) implements Serializable {

  /** One entry of a folder: an image, or something that is none. */
  record Found(@Nullable SourceImage image, @Nullable LeftOut leftOut) implements Serializable {

    static Found leftOut(String name, String why) {
      return new Found(null, new LeftOut(name, why));
    }
  }

  /**
   * What is in the folder, by name.
   *
   * @throws SemblanceException if it holds folders or nothing
   */
  List<Found> entries(FileTree tree) {
    List<Found> found = new ArrayList<>();
    boolean anyImage = false;
    for (FileEntry entry : tree.children(path)) {
      Found next = found(entry, label, split);
      if (next.image() != null && entry.isFolder()) {
        throw SemblanceException.data(
            String.format(
                "class folder %s/%s holds the folder %s; expected <class>/<file> or "
                    + "<split>/<class>/<file> under ingest.path",
                tree.name(), path, entry.name()));
      }
      anyImage = anyImage || next.image() != null;
      found.add(next);
    }
    if (!anyImage) {
      throw SemblanceException.data(
          "class folder " + tree.name() + "/" + path + " holds no images; fill it or remove it");
    }
    return found;
  }

  /** What an entry is by its name. */
  static Found found(FileEntry entry, String label, @Nullable Split split) {
    String hidden = LeftOut.hidden(entry.name());
    if (hidden != null) {
      return Found.leftOut(entry.path(), hidden);
    }
    String companion =
        entry.isFolder() || entry.problem() != null ? null : LeftOut.companion(entry.name());
    if (companion != null) {
      return Found.leftOut(entry.path(), companion);
    }
    SourceImage image = SourceImage.at(entry.path(), label, split).withPlace(entry.place());
    return new Found(
        entry.problem() == null
            ? image
            : image.withProblem(entry.problem().reason(), entry.problem().detail()),
        null);
  }
}
