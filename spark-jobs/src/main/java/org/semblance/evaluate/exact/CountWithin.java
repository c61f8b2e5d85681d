package org.semblance.evaluate.exact;

import java.util.List;
import org.apache.spark.api.java.function.VoidFunction;
import org.apache.spark.broadcast.Broadcast;
import org.semblance.eval.metric.NegativeScan;
import org.semblance.eval.metric.Positives;
import org.semblance.eval.metric.RankCounter;
import org.semblance.eval.metric.RankLimits;
import org.semblance.eval.search.LabeledRows;
import org.semblance.evaluate.blocks.FileBlocks;
import org.semblance.math.BlockProduct;
import org.semblance.math.ScoreKernels;

/** Counts within one block in a file and writes the counts before wave 0. */
record CountWithin(Broadcast<FileBlocks> files, RankLimits limits)
    implements VoidFunction<Integer> {

  @Override
  public void call(Integer number) {
    FileBlocks source = files.value();
    LabeledRows block = source.block(number);
    BlockProduct product = new BlockProduct(ScoreKernels.best(), source.dimension());
    RankCounter counter = new RankCounter(Positives.of(block, List.of(block), product), limits);
    new NegativeScan(product).within(block, counter);
    source.writeCounts(number, 0, counter.counts());
  }
}
