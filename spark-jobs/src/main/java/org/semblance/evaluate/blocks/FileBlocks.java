package org.semblance.evaluate.blocks;

import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.util.SerializableConfiguration;
import org.semblance.eval.metric.MatchCounts;
import org.semblance.eval.metric.Positives;
import org.semblance.eval.search.LabeledRows;
import org.semblance.math.BlockProduct;

/**
 * Blocks in files on any Hadoop file system, read anew each time, and beside them the counts of
 * their rows so far.
 */
public record FileBlocks(String folder, int blocks, int dimension, SerializableConfiguration hadoop)
    implements BlockSource {

  @Override
  public LabeledRows block(int number) {
    return BlockFile.read(path(number), configuration());
  }

  @Override
  public Positives positives(int number, BlockProduct product) {
    LabeledRows block = block(number);
    return Positives.of(block, List.of(block), product);
  }

  Path path(int number) {
    return new Path(folder, "block-" + number);
  }

  Configuration configuration() {
    return hadoop.value();
  }

  /** The counts of a block before wave {@code wave}. */
  public MatchCounts counts(int block, int wave) {
    return CountsFile.read(countsPath(block, wave), configuration());
  }

  public void writeCounts(int block, int wave, MatchCounts counts) {
    CountsFile.write(countsPath(block, wave), counts, configuration());
  }

  private Path countsPath(int block, int wave) {
    return new Path(folder, "counts-%d-before-wave-%d".formatted(block, wave));
  }
}
