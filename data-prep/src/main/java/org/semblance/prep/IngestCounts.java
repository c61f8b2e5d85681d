package org.semblance.prep;

import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.semblance.prep.DecodeOutcome.Rejected;
import org.semblance.source.SourceImage;
import org.semblance.table.RejectReason;
import org.semblance.table.Split;

/** Counts accepted and rejected rows. */
final class IngestCounts {

  private IngestCounts() {}

  static IngestResult result(int rows, List<SourceImage> accepted, List<Rejected> rejected) {
    Map<Split, Long> images = new EnumMap<>(Split.class);
    Map<Split, Set<String>> labels = new EnumMap<>(Split.class);
    Map<String, Long> perLabel = new HashMap<>();
    for (SourceImage image : accepted) {
      Split split = Objects.requireNonNull(image.split(), "split is assigned by now");
      images.merge(split, 1L, Long::sum);
      labels.computeIfAbsent(split, any -> new HashSet<>()).add(image.label());
      perLabel.merge(image.label(), 1L, Long::sum);
    }
    Map<Split, Integer> classes = new EnumMap<>(Split.class);
    labels.forEach((split, names) -> classes.put(split, names.size()));
    return new IngestResult(
        rows,
        accepted.size(),
        rejected.size(),
        perLabel.size(),
        singletons(perLabel.values()),
        images,
        classes,
        reasons(rejected));
  }

  private static int singletons(Collection<Long> sizes) {
    return (int) sizes.stream().filter(size -> size == 1).count();
  }

  private static Map<RejectReason, Long> reasons(List<Rejected> rejected) {
    Map<RejectReason, Long> reasons = new EnumMap<>(RejectReason.class);
    rejected.forEach(reject -> reasons.merge(reject.reason(), 1L, Long::sum));
    return reasons;
  }
}
