package org.semblance.evaluate.write;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.broadcast.Broadcast;
import org.semblance.eval.search.Similarity;
import org.semblance.evaluate.blocks.EvaluationSet;
import org.semblance.evaluate.blocks.Placement;
import org.semblance.evaluate.exact.NeighborLists;
import org.semblance.evaluate.read.LabelIndex;
import org.semblance.table.NeighborTable;

/** Writes the nearest rows of each query and counts which classes are taken for each other. */
public record ExportNeighbors(TableWriter writer, Placement placement, Similarity similarity) {

  private static final int REPORTED_CONFUSIONS = 50;

  public List<Confusion> run(JavaRDD<NeighborLists> lists) {
    EvaluationSet set = placement.set();
    NeighborIds known =
        new NeighborIds(placement.layout().ids(), set.galleryIds(), set.galleryClasses());
    ConfusionCounts confusions = new ConfusionCounts();
    placement.context().sc().register(confusions);
    Broadcast<NeighborIds> ids = placement.context().broadcast(known);
    try {
      writer.write(
          lists.flatMap(new NeighborRows(ids, similarity, confusions)),
          NeighborTable.schema(set.galleryIds().type()),
          "neighbors");
      return largest(confusions.value());
    } finally {
      ids.destroy();
    }
  }

  private List<Confusion> largest(Map<Long, Long> confusions) {
    LabelIndex labels = placement.set().labels();
    return confusions.entrySet().stream()
        .map(
            entry ->
                new Confusion(
                    labels.name(ConfusionCounts.label(entry.getKey())),
                    labels.name(ConfusionCounts.nearest(entry.getKey())),
                    entry.getValue()))
        .sorted(
            Comparator.comparingLong((Confusion confusion) -> -confusion.queries())
                .thenComparing(Confusion::label)
                .thenComparing(Confusion::nearestLabel))
        .limit(REPORTED_CONFUSIONS)
        .toList();
  }
}
