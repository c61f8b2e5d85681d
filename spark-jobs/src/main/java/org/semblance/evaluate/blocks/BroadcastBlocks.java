package org.semblance.evaluate.blocks;

import java.io.IOException;
import java.io.ObjectInputStream;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import org.semblance.eval.metric.Positives;
import org.semblance.eval.search.LabeledRows;
import org.semblance.math.BlockProduct;

/**
 * All blocks in memory, one copy per executor. The tasks of an executor share the matches of a
 * block too: the first to need them finds them.
 */
final class BroadcastBlocks implements BlockSource {

  private static final long serialVersionUID = 1L;

  private final List<LabeledRows> blocks;
  private transient ConcurrentHashMap<Integer, Positives> positives = new ConcurrentHashMap<>();

  BroadcastBlocks(List<LabeledRows> blocks) {
    this.blocks = blocks;
  }

  private void readObject(ObjectInputStream input) throws IOException, ClassNotFoundException {
    input.defaultReadObject();
    positives = new ConcurrentHashMap<>();
  }

  @Override
  public int blocks() {
    return blocks.size();
  }

  @Override
  public int dimension() {
    return blocks.get(0).rows().dimension();
  }

  @Override
  public LabeledRows block(int number) {
    return blocks.get(number);
  }

  @Override
  public Positives positives(int number, BlockProduct product) {
    return positives.computeIfAbsent(
        number, key -> Positives.of(block(key), List.of(block(key)), product));
  }
}
