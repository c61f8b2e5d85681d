package org.semblance.evaluate.exact;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.api.java.function.PairFlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.semblance.eval.metric.MatchCounts;
import org.semblance.eval.metric.NegativeScan;
import org.semblance.eval.metric.RankCounter;
import org.semblance.eval.metric.RankLimits;
import org.semblance.eval.search.LabeledRows;
import org.semblance.evaluate.blocks.BlockPair;
import org.semblance.evaluate.blocks.BlockSource;
import org.semblance.math.BlockProduct;
import org.semblance.math.ScoreKernels;
import scala.Tuple2;

/** Counts the negatives of some pairs of blocks; gives the partial counts of the blocks it met. */
record CountPairs(Broadcast<BlockSource> gallery, RankLimits limits)
    implements PairFlatMapFunction<List<BlockPair>, Integer, MatchCounts> {

  @Override
  public Iterator<Tuple2<Integer, MatchCounts>> call(List<BlockPair> pairs) {
    BlockSource source = gallery.value();
    BlockProduct product = new BlockProduct(ScoreKernels.best(), source.dimension());
    NegativeScan scan = new NegativeScan(product);
    Map<Integer, RankCounter> counters = new TreeMap<>();
    for (BlockPair pair : pairs) {
      LabeledRows left = source.block(pair.left());
      RankCounter leftCounter =
          counters.computeIfAbsent(pair.left(), block -> counter(source, block, product));
      if (pair.left() == pair.right()) {
        scan.within(left, leftCounter);
      } else {
        RankCounter rightCounter =
            counters.computeIfAbsent(pair.right(), block -> counter(source, block, product));
        scan.between(left, leftCounter, source.block(pair.right()), rightCounter);
      }
    }
    return counters.entrySet().stream()
        .map(entry -> new Tuple2<>(entry.getKey(), entry.getValue().counts()))
        .iterator();
  }

  private RankCounter counter(BlockSource source, int block, BlockProduct product) {
    return new RankCounter(source.positives(block, product), limits);
  }
}
