package org.semblance.source;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.semblance.table.Split;

/** The words that folders and CSV files use for splits. */
public final class SplitNames {

  static final String KNOWN = "train, val, validation, test, query, gallery";

  private static final Map<String, Split> SPLITS =
      Map.of(
          "train", Split.TRAIN,
          "val", Split.VAL,
          "validation", Split.VAL,
          "test", Split.TEST,
          "query", Split.QUERY,
          "gallery", Split.GALLERY);

  private SplitNames() {}

  /** The split of that name in any case, or null. */
  public static @Nullable Split find(String name) {
    return SPLITS.get(name.toLowerCase(Locale.ROOT));
  }

  /** All spellings of {@code splits}, in lower case. */
  public static Set<String> spellings(Set<Split> splits) {
    return SPLITS.entrySet().stream()
        .filter(name -> splits.contains(name.getValue()))
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }
}
