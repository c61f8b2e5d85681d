package org.semblance.jobs.evaluate;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.storage.StorageLevel;
import org.semblance.metric.Similarity;
import org.semblance.table.NeighborTable;

/** Writes the nearest rows of each query and counts which classes are taken for each other. */
record ExportNeighbors(TableWriter writer, Placement placement, Similarity similarity) {

  private static final int REPORTED_CONFUSIONS = 50;

  List<Confusion> run(JavaRDD<NeighborLists> found) {
    EvaluationSet set = placement.set();
    Broadcast<NeighborIds> ids =
        placement
            .context()
            .broadcast(
                new NeighborIds(placement.layout().ids(), set.galleryIds(), set.galleryClasses()));
    // Read twice, and searching again would double the work.
    JavaRDD<NeighborLists> lists = found.persist(StorageLevel.MEMORY_AND_DISK());
    try {
      writer.write(
          lists.flatMap(new NeighborRows(ids, similarity)),
          NeighborTable.schema(set.galleryIds().type()),
          "neighbors");
      return confusions(lists);
    } finally {
      lists.unpersist();
      ids.destroy();
    }
  }

  private List<Confusion> confusions(JavaRDD<NeighborLists> lists) {
    EvaluationSet set = placement.set();
    int[] classes = set.galleryClasses();
    Map<Long, Long> counts = new HashMap<>();
    for (long[] pairs : lists.map(NeighborLists::nearestPairs).collect()) {
      for (long pair : pairs) {
        int label = (int) (pair >> Integer.SIZE);
        int nearest = classes[(int) pair];
        if (nearest != label) {
          counts.merge(((long) label << Integer.SIZE) | nearest, 1L, Long::sum);
        }
      }
    }
    return counts.entrySet().stream()
        .map(
            entry ->
                new Confusion(
                    set.labels().name((int) (entry.getKey() >> Integer.SIZE)),
                    set.labels().name((int) (long) entry.getKey()),
                    entry.getValue()))
        .sorted(
            Comparator.comparingLong((Confusion confusion) -> -confusion.queries())
                .thenComparing(Confusion::label)
                .thenComparing(Confusion::nearestLabel))
        .limit(REPORTED_CONFUSIONS)
        .toList();
  }
}
