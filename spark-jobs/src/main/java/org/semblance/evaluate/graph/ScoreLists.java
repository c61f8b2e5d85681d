package org.semblance.evaluate.graph;

import java.util.stream.IntStream;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.broadcast.Broadcast;
import org.semblance.eval.metric.RankedMatches;
import org.semblance.eval.metric.RetrievalOptions;
import org.semblance.eval.search.LabeledRows;
import org.semblance.evaluate.blocks.BlockSource;
import org.semblance.evaluate.blocks.GalleryClasses;
import org.semblance.evaluate.blocks.QueryIndex;
import org.semblance.evaluate.exact.QueryScores;
import org.semblance.math.RankKey;
import scala.Tuple2;

/** Turns the lists of a block of queries into their metrics. */
record ScoreLists(
    Broadcast<BlockSource> queries,
    Broadcast<QueryIndex> index,
    Broadcast<GalleryClasses> gallery,
    RetrievalOptions options,
    int worstQueries)
    implements Function<Tuple2<Integer, long[][]>, QueryScores> {

  @Override
  public QueryScores call(Tuple2<Integer, long[][]> searched) {
    int block = searched._1();
    LabeledRows rows = queries.value().block(block);
    return new QueryScores(options, worstQueries)
        .add(
            rows,
            row -> ranked(rows, row, searched._2()[row]),
            index.value().starts()[block],
            index.value().categories());
  }

  private RankedMatches ranked(LabeledRows rows, int row, long[] keys) {
    GalleryClasses classes = gallery.value();
    int label = rows.classes()[row];
    int[] ranks =
        IntStream.range(0, keys.length)
            .filter(i -> classes.isMatch(label, RankKey.tie(keys[i])))
            .map(i -> i + 1)
            .toArray();
    return new RankedMatches(
        ranks, classes.relevant(label, rows.ties()[row]), index.value().retrieved(rows, row));
  }
}
