package org.semblance.evaluate.exact;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.PairFlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.semblance.eval.metric.MatchCounts;
import org.semblance.eval.metric.NegativeScan;
import org.semblance.eval.metric.Positives;
import org.semblance.eval.metric.RankCounter;
import org.semblance.eval.metric.RankLimits;
import org.semblance.eval.search.LabeledRows;
import org.semblance.evaluate.blocks.BlockPair;
import org.semblance.evaluate.blocks.FileBlocks;
import org.semblance.math.BlockProduct;
import org.semblance.math.ScoreKernels;
import scala.Tuple2;

/**
 * Counts the pairs of one left block in one wave, two blocks in memory at a time, and gives what
 * changed.
 */
record CountStrip(Broadcast<FileBlocks> files, RankLimits limits, int wave)
    implements PairFlatMapFunction<List<BlockPair>, Integer, SparseCounts> {

  @Override
  public Iterator<Tuple2<Integer, SparseCounts>> call(List<BlockPair> strip) {
    BlockProduct product = new BlockProduct(ScoreKernels.best(), files.value().dimension());
    NegativeScan scan = new NegativeScan(product);
    List<Tuple2<Integer, SparseCounts>> changes = new ArrayList<>();
    Counted left = new Counted(strip.get(0).left(), product);
    for (BlockPair pair : strip) {
      Counted right = new Counted(pair.right(), product);
      scan.between(left.block, left.counter, right.block, right.counter);
      changes.add(right.change());
    }
    changes.add(left.change());
    return changes.iterator();
  }

  /** A block, its counts before the wave, and its counter. */
  private final class Counted {
    private final int number;
    private final LabeledRows block;
    private final MatchCounts before;
    private final RankCounter counter;

    Counted(int number, BlockProduct product) {
      this.number = number;
      this.block = files.value().block(number);
      this.before = files.value().counts(number, wave);
      Positives positives = Positives.of(block, List.of(block), product);
      this.counter = new RankCounter(positives, limits, before);
    }

    Tuple2<Integer, SparseCounts> change() {
      return new Tuple2<>(number, SparseCounts.between(before, counter.counts()));
    }
  }
}
