package org.semblance.source.files;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.util.SerializableConfiguration;
import org.jspecify.annotations.Nullable;
import org.semblance.fault.SemblanceException;
import org.semblance.source.ContentReader;
import org.semblance.source.ImageContent;
import org.semblance.source.LeftOut;
import org.semblance.source.RelativePath;
import org.semblance.source.SourceImage;
import org.semblance.source.SplitNames;

/**
 * An archive as if it were unpacked. Its index is in memory: some 200 bytes for each member. A
 * folder that wraps everything else counts as the root.
 */
final class ArchiveTree implements FileTree {

  private static final long serialVersionUID = 1L;

  /** Lists of images, not images: what {@link #open} reads as a whole. */
  private static final long MOST_BYTES = 1L << 30;

  private final String name;
  private final String baseName;
  private final String wrapper;
  private final TreeMap<String, FileEntry> files = new TreeMap<>();

  /** Members whose path an earlier one has, or that have none. */
  private final List<FileEntry> others = new ArrayList<>();

  private final ArchiveContent content;

  private ArchiveTree(String name, String baseName, List<FileEntry> all, ArchiveContent content) {
    this.name = name;
    this.baseName = baseName;
    this.content = content;
    for (FileEntry file : all) {
      boolean leaves = RelativePath.normal(file.path()) == null;
      if (leaves || files.putIfAbsent(key(file.path()), file) != null) {
        others.add(file);
      }
    }
    this.wrapper = wrapper();
  }

  /**
   * Reads the index of an archive.
   *
   * @throws SemblanceException data, if it is damaged
   */
  static ArchiveTree open(Path archive, Configuration hadoop) {
    ArchiveKind kind = Objects.requireNonNull(ArchiveKind.of(archive.getName()), "an archive");
    return new ArchiveTree(
        archive.toString(),
        kind.baseName(archive.getName()),
        FileTrees.members(archive, 0, hadoop),
        new ArchiveContent(
            List.of(archive.toUri().toString()), new SerializableConfiguration(hadoop)));
  }

  private static String key(String path) {
    return Normalizer.normalize(path, Normalizer.Form.NFC);
  }

  /** The one top folder, with a slash, if it holds nothing but folders; else nothing. */
  private String wrapper() {
    String wrapper = "";
    for (String top = onlyFolder(""); top != null; top = onlyFolder(wrapper)) {
      if (SplitNames.find(top) != null) {
        break;
      }
      String inside = onlyFolder(wrapper + top + "/");
      if (inside == null && !holdsOnlyFolders(wrapper + top + "/")) {
        break;
      }
      wrapper += top + "/";
    }
    return wrapper;
  }

  private @Nullable String onlyFolder(String prefix) {
    List<FileEntry> inside = visible(prefix);
    return inside.size() == 1 && inside.get(0).isFolder() ? inside.get(0).name() : null;
  }

  private boolean holdsOnlyFolders(String prefix) {
    return visible(prefix).stream().anyMatch(FileEntry::isFolder);
  }

  private List<FileEntry> visible(String prefix) {
    return below(prefix).stream().filter(entry -> LeftOut.hidden(entry.name()) == null).toList();
  }

  /** Direct children of a folder that is given with its slash. */
  private List<FileEntry> below(String prefix) {
    List<FileEntry> entries = new ArrayList<>();
    String from = prefix;
    while (true) {
      Map.Entry<String, FileEntry> next = files.ceilingEntry(from);
      if (next == null || !next.getKey().startsWith(prefix)) {
        return entries;
      }
      int slash = next.getKey().indexOf('/', prefix.length());
      if (slash < 0) {
        entries.add(next.getValue());
        from = next.getKey() + "\0";
      } else {
        entries.add(FileEntry.folder(next.getKey().substring(0, slash)));
        // The character after the slash: past everything in that folder.
        from = next.getKey().substring(0, slash) + (char) ('/' + 1);
      }
    }
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public List<FileEntry> children(String folder) {
    String prefix = folder.isEmpty() ? wrapper : key(folder) + "/";
    List<FileEntry> entries = new ArrayList<>(below(prefix));
    for (FileEntry other : others) {
      String path = RelativePath.normal(other.path());
      boolean here =
          path == null
              ? folder.isEmpty()
              : key(path).startsWith(prefix) && key(path).indexOf('/', prefix.length()) < 0;
      if (here) {
        entries.add(other);
      }
    }
    entries.sort(Comparator.comparing(FileEntry::path));
    return entries;
  }

  @Override
  public @Nullable FileEntry find(String path) {
    for (String spelling : RelativePath.spellings(path)) {
      String normal = RelativePath.normal(spelling);
      if (normal == null) {
        continue;
      }
      for (String candidate : candidates(key(normal))) {
        FileEntry file = files.get(candidate);
        if (file != null) {
          return file;
        }
        String inside = files.ceilingKey(candidate + "/");
        if (inside != null && inside.startsWith(candidate + "/")) {
          return FileEntry.folder(candidate);
        }
      }
    }
    return null;
  }

  /** As written; in the wrapping folder; where the archive is the packed folder of that name. */
  private List<String> candidates(String path) {
    List<String> candidates = new ArrayList<>(List.of(path));
    if (!wrapper.isEmpty()) {
      candidates.add(wrapper + path);
    }
    if (path.startsWith(baseName + "/")) {
      candidates.add(path.substring(baseName.length() + 1));
    }
    return candidates;
  }

  @Override
  public InputStream open(FileEntry file) throws IOException {
    try (ContentReader reader = content.open(MOST_BYTES)) {
      return new ByteArrayInputStream(
          reader.read(SourceImage.at(file.path(), "", null).withPlace(file.place())));
    }
  }

  @Override
  public ImageContent content() {
    return content;
  }

  @Override
  public boolean isIndexed() {
    return true;
  }
}
