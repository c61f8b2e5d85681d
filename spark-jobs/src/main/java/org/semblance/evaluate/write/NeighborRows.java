package org.semblance.evaluate.write;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.catalyst.InternalRow;
import org.semblance.eval.search.Similarity;
import org.semblance.evaluate.exact.NeighborLists;
import org.semblance.math.RankKey;

/**
 * The rows of {@link org.semblance.table.NeighborTable} for some queries.
 *
 * @param confusions gets the nearest row of each query if its class is another
 */
record NeighborRows(Broadcast<NeighborIds> ids, Similarity similarity, ConfusionCounts confusions)
    implements FlatMapFunction<NeighborLists, InternalRow> {

  @Override
  public Iterator<InternalRow> call(NeighborLists lists) {
    return IntStream.range(0, lists.count())
        .mapToObj(query -> rows(lists, query))
        .flatMap(List::stream)
        .iterator();
  }

  private List<InternalRow> rows(NeighborLists lists, int query) {
    NeighborIds known = ids.value();
    long[] keys = lists.keys()[query];
    List<InternalRow> rows = new ArrayList<>(keys.length);
    for (int i = 0; i < keys.length; i++) {
      int tie = RankKey.tie(keys[i]);
      int label = known.galleryClasses()[tie];
      if (i == 0 && label != lists.labels()[query]) {
        confusions.add(ConfusionCounts.pair(lists.labels()[query], label));
      }
      rows.add(
          TableWriter.row(
              known.queries().get(lists.firstRow() + query),
              i + 1,
              known.gallery().get(tie),
              similarity.reported(RankKey.score(keys[i])),
              label == lists.labels()[query]));
    }
    return rows;
  }
}
