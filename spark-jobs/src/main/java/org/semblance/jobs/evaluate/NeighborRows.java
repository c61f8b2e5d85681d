package org.semblance.jobs.evaluate;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.semblance.math.RankKey;
import org.semblance.metric.Similarity;

/** The rows of {@link org.semblance.table.NeighborTable} for one query. */
record NeighborRows(Broadcast<NeighborIds> ids, Similarity similarity)
    implements FlatMapFunction<NeighborList, Row> {

  @Override
  public Iterator<Row> call(NeighborList list) {
    NeighborIds known = ids.value();
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < list.keys().length; i++) {
      int tie = RankKey.tie(list.keys()[i]);
      rows.add(
          RowFactory.create(
              known.queries().get(list.row()),
              i + 1,
              known.gallery().get(tie),
              similarity.reported(RankKey.score(list.keys()[i])),
              known.galleryClasses()[tie] == list.label()));
    }
    return rows.iterator();
  }
}
