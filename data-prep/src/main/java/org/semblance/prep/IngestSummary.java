package org.semblance.prep;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.semblance.prep.DecodeOutcome.Accepted;
import org.semblance.prep.DecodeOutcome.Rejected;
import org.semblance.table.RejectReason;

/**
 * What became of a data set's rows, small enough for the driver.
 *
 * @param accepted images by class and split
 * @param rejectedRows rows that are no images
 * @param reasons why, with their counts
 * @param first the first few rejects
 * @param bytes of the images to be stored
 */
record IngestSummary(
    Map<LabelCount.Key, Long> accepted,
    long[] rejectedRows,
    Map<RejectReason, Long> reasons,
    List<Rejected> first,
    long bytes)
    implements Serializable {

  /** Few enough for a sentence. */
  private static final int NAMED = 3;

  /** Sums up one partition. */
  private record OfPartition() implements FlatMapFunction<Iterator<DecodeOutcome>, IngestSummary> {

    @Override
    public Iterator<IngestSummary> call(Iterator<DecodeOutcome> outcomes) {
      Map<LabelCount.Key, Long> accepted = new HashMap<>();
      List<Rejected> rejects = new ArrayList<>();
      long bytes = 0;
      while (outcomes.hasNext()) {
        DecodeOutcome outcome = outcomes.next();
        outcome.rejected().forEach(rejects::add);
        if (outcome instanceof Accepted image) {
          accepted.merge(LabelCount.Key.of(image.source().image()), 1L, Long::sum);
          bytes += image.content().length;
        }
      }
      Map<RejectReason, Long> reasons = new EnumMap<>(RejectReason.class);
      rejects.forEach(reject -> reasons.merge(reject.reason(), 1L, Long::sum));
      long[] rows = rejects.stream().mapToLong(reject -> reject.source().row()).toArray();
      return List.of(new IngestSummary(accepted, rows, reasons, earliest(rejects), bytes))
          .iterator();
    }
  }

  static IngestSummary of(JavaRDD<DecodeOutcome> outcomes) {
    return outcomes.mapPartitions(new OfPartition()).treeReduce(IngestSummary::and);
  }

  private static List<Rejected> earliest(List<Rejected> rejects) {
    return rejects.stream()
        .sorted(Comparator.comparingLong(reject -> reject.source().row()))
        .limit(NAMED)
        .toList();
  }

  IngestSummary and(IngestSummary other) {
    Map<LabelCount.Key, Long> images = new HashMap<>(accepted);
    other.accepted().forEach((key, count) -> images.merge(key, count, Long::sum));
    Map<RejectReason, Long> why = new EnumMap<>(RejectReason.class);
    why.putAll(reasons);
    other.reasons().forEach((reason, count) -> why.merge(reason, count, Long::sum));
    List<Rejected> both = new ArrayList<>(first);
    both.addAll(other.first());
    long[] rows =
        LongStream.concat(Arrays.stream(rejectedRows), Arrays.stream(other.rejectedRows()))
            .toArray();
    return new IngestSummary(images, rows, why, earliest(both), bytes + other.bytes());
  }
}
