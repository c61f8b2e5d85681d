package org.semblance.evaluate.blocks;

import java.util.stream.IntStream;
import org.semblance.eval.search.LabeledRows;

/** All blocks of a source in turn; one at a time is held. */
public final class Blocks {

  private Blocks() {}

  public static Iterable<LabeledRows> of(BlockSource source) {
    return () -> IntStream.range(0, source.blocks()).mapToObj(source::block).iterator();
  }
}
