package org.semblance.source;

import java.io.Serializable;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Files and folders that lie in a data set and are no part of it: they are counted, never lost.
 *
 * @param name path below the root
 * @param why what such entries have in common, for counts
 */
public record LeftOut(String name, String why) implements Serializable {

  private static final String HIDDEN = "hidden";
  private static final Set<String> SYSTEM =
      Set.of("__macosx", "_success", "thumbs.db", "ehthumbs.db", "desktop.ini", "icon\r");

  /** Extensions of what cameras, editors and annotators put beside pictures. */
  private static final Set<String> COMPANIONS =
      Set.of(
          "xmp", "json", "txt", "xml", "csv", "tsv", "md", "yaml", "yml", "aae", "pp3", "dop",
          "thm", "ini", "db", "log", "lnk", "url", "html", "htm", "pdf", "mat", "npy", "py",
          "ipynb", "sh", "crc", "md5", "sha256", "mov", "mp4", "zip", "tar", "gz", "tgz");

  private static final Set<String> DOCUMENTS =
      Set.of("license", "readme", "copying", "notice", "authors", "changelog", "citation");

  /** Why an entry of that name is left out wherever it lies; null where it is not. */
  public static @Nullable String hidden(String name) {
    return name.startsWith(".") || SYSTEM.contains(name.toLowerCase(Locale.ROOT)) ? HIDDEN : null;
  }

  /** Why a file of that name beside pictures is left out; null where it might be a picture. */
  public static @Nullable String companion(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    int dot = lower.lastIndexOf('.');
    if (dot > 0 && COMPANIONS.contains(lower.substring(dot + 1))) {
      return "no pictures: ." + lower.substring(dot + 1);
    }
    return DOCUMENTS.contains(lower) ? "no pictures: " + lower : null;
  }
}
