package org.semblance.jobs.evaluate;

import java.util.stream.IntStream;
import org.semblance.metric.LabeledRows;

/** All blocks of a source in turn; one at a time is held. */
final class Blocks {

  private Blocks() {}

  static Iterable<LabeledRows> of(BlockSource source) {
    return () -> IntStream.range(0, source.blocks()).mapToObj(source::block).iterator();
  }
}
