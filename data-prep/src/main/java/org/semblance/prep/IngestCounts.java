package org.semblance.prep;

import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.semblance.importer.Listing;
import org.semblance.table.Split;

/** Counts accepted and rejected rows. */
final class IngestCounts {

  private IngestCounts() {}

  static IngestResult result(Listing listing, long rows, IngestSummary summary) {
    Map<Split, Long> images = new EnumMap<>(Split.class);
    Map<Split, Integer> classes = new EnumMap<>(Split.class);
    Map<String, Long> perLabel = new HashMap<>();
    summary
        .accepted()
        .forEach(
            (key, count) -> {
              Split split = Objects.requireNonNull(key.split(), "split is assigned by now");
              images.merge(split, count, Long::sum);
              classes.merge(split, 1, Integer::sum);
              perLabel.merge(key.label(), count, Long::sum);
            });
    long accepted = images.values().stream().mapToLong(Long::longValue).sum();
    return new IngestResult(
        rows,
        accepted,
        summary.rejectedRows().length,
        perLabel.size(),
        singletons(perLabel.values()),
        images,
        classes,
        summary.reasons(),
        listing.leftOut(),
        listing.notes());
  }

  private static int singletons(Collection<Long> sizes) {
    return (int) sizes.stream().filter(size -> size == 1).count();
  }
}
