package org.semblance.jobs.evaluate;

import java.util.Iterator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.semblance.math.RankKey;
import org.semblance.metric.Similarity;

/** The rows of {@link org.semblance.table.NeighborTable} for some queries. */
record NeighborRows(Broadcast<NeighborIds> ids, Similarity similarity)
    implements FlatMapFunction<NeighborLists, Row> {

  @Override
  public Iterator<Row> call(NeighborLists lists) {
    return IntStream.range(0, lists.count())
        .boxed()
        .flatMap(query -> rows(lists, query))
        .iterator();
  }

  private Stream<Row> rows(NeighborLists lists, int query) {
    NeighborIds known = ids.value();
    long[] keys = lists.keys()[query];
    return IntStream.range(0, keys.length)
        .mapToObj(
            i -> {
              int tie = RankKey.tie(keys[i]);
              return RowFactory.create(
                  known.queries().get(lists.firstRow() + query),
                  i + 1,
                  known.gallery().get(tie),
                  similarity.reported(RankKey.score(keys[i])),
                  known.galleryClasses()[tie] == lists.labels()[query]);
            });
  }
}
