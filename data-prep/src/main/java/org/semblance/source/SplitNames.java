package org.semblance.source;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.semblance.table.Split;

/** The words that folders and lists use for splits. */
public final class SplitNames {

  private static final Map<String, Split> SPLITS =
      Map.ofEntries(
          Map.entry("train", Split.TRAIN),
          Map.entry("training", Split.TRAIN),
          Map.entry("val", Split.VAL),
          Map.entry("valid", Split.VAL),
          Map.entry("validation", Split.VAL),
          Map.entry("dev", Split.VAL),
          Map.entry("test", Split.TEST),
          Map.entry("testing", Split.TEST),
          Map.entry("query", Split.QUERY),
          Map.entry("queries", Split.QUERY),
          Map.entry("gallery", Split.GALLERY));

  /** For messages. */
  public static final String KNOWN = "train, val, validation, test, query, gallery";

  private SplitNames() {}

  /** The split of that name in any case, or null. */
  public static @Nullable Split find(String name) {
    return SPLITS.get(name.strip().toLowerCase(Locale.ROOT));
  }

  /** All spellings of {@code splits}, in lower case. */
  public static Set<String> spellings(Set<Split> splits) {
    return SPLITS.entrySet().stream()
        .filter(name -> splits.contains(name.getValue()))
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }
}
