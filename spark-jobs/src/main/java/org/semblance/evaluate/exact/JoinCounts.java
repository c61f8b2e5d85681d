package org.semblance.evaluate.exact;

import org.apache.spark.api.java.function.VoidFunction;
import org.apache.spark.broadcast.Broadcast;
import org.semblance.eval.metric.MatchCounts;
import org.semblance.evaluate.blocks.FileBlocks;
import scala.Tuple2;

/** Adds up what a wave changed in one block and writes the counts before the next wave. */
record JoinCounts(Broadcast<FileBlocks> files, int wave)
    implements VoidFunction<Tuple2<Integer, Iterable<SparseCounts>>> {

  @Override
  public void call(Tuple2<Integer, Iterable<SparseCounts>> changes) {
    int block = changes._1();
    MatchCounts counts = files.value().counts(block, wave);
    changes._2().forEach(change -> change.addTo(counts));
    files.value().writeCounts(block, wave + 1, counts);
  }
}
