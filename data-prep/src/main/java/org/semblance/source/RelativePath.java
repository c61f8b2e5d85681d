package org.semblance.source;

import java.text.Normalizer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Paths below the root of a data set, written with slashes. */
public final class RelativePath {

  private RelativePath() {}

  /**
   * The path without {@code .} and {@code ..}, and without a slash at its start.
   *
   * @return null where it leaves the root
   */
  public static @Nullable String normal(String path) {
    Deque<String> parts = new ArrayDeque<>();
    for (String part : path.split("/", -1)) {
      if (part.equals("..")) {
        if (parts.pollLast() == null) {
          return null;
        }
      } else if (!part.isEmpty() && !part.equals(".")) {
        parts.addLast(part);
      }
    }
    return String.join("/", parts);
  }

  /** The spellings under which a file may lie: as given, composed, decomposed, from Windows. */
  public static List<String> spellings(String path) {
    Set<String> spellings = new LinkedHashSet<>();
    addForms(path, spellings);
    if (path.indexOf('\\') >= 0) {
      addForms(path.replace('\\', '/'), spellings);
    }
    return new ArrayList<>(spellings);
  }

  private static void addForms(String path, Set<String> spellings) {
    spellings.add(path);
    spellings.add(Normalizer.normalize(path, Normalizer.Form.NFC));
    spellings.add(Normalizer.normalize(path, Normalizer.Form.NFD));
  }

  /** The name after the last slash. */
  public static String name(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
