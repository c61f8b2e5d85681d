package org.semblance.jobs.evaluate;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.catalyst.InternalRow;
import org.semblance.math.RankKey;
import org.semblance.metric.Similarity;

/** The rows of {@link org.semblance.table.NeighborTable} for some queries. */
record NeighborRows(Broadcast<NeighborIds> ids, Similarity similarity)
    implements FlatMapFunction<NeighborLists, InternalRow> {

  @Override
  public Iterator<InternalRow> call(NeighborLists lists) {
    List<InternalRow> rows = new ArrayList<>();
    for (int query = 0; query < lists.count(); query++) {
      addRows(lists, query, rows);
    }
    return rows.iterator();
  }

  private void addRows(NeighborLists lists, int query, List<InternalRow> rows) {
    NeighborIds known = ids.value();
    long[] keys = lists.keys()[query];
    for (int i = 0; i < keys.length; i++) {
      int tie = RankKey.tie(keys[i]);
      rows.add(
          TableWriter.row(
              known.queries().get(lists.firstRow() + query),
              i + 1,
              known.gallery().get(tie),
              similarity.reported(RankKey.score(keys[i])),
              known.galleryClasses()[tie] == lists.labels()[query]));
    }
  }
}
