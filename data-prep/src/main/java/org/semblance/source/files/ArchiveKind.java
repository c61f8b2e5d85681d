package org.semblance.source.files;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Archives that are read where they lie. */
enum ArchiveKind {
  ZIP,
  TAR,
  /** Has no index: whoever reads a member reads what stands before it, too. */
  TAR_GZ;

  /** By the ending of a file's name, in any case; null for other files. */
  static @Nullable ArchiveKind of(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (lower.endsWith(".zip")) {
      return ZIP;
    }
    if (lower.endsWith(".tar")) {
      return TAR;
    }
    return lower.endsWith(".tar.gz") || lower.endsWith(".tgz") ? TAR_GZ : null;
  }

  /** The name without its ending. */
  String baseName(String name) {
    int ending =
        switch (this) {
          case ZIP, TAR -> 4;
          case TAR_GZ -> name.toLowerCase(Locale.ROOT).endsWith(".tgz") ? 4 : 7;
        };
    return name.substring(0, name.length() - ending);
  }
}
