package org.semblance.evaluate.blocks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.semblance.eval.search.LabeledRows;
import org.semblance.math.Rows;
import org.semblance.math.Seeds;

/** Draws rows by a hash of the rank of their id; the same ones for the same seed. */
public record SampledRows(SideLayout layout, BlockSource source) {

  /** The {@code wanted} places with the smallest hashes, ascending. */
  public int[] draw(int wanted, long seed, Seeds.Use use) {
    long[] keys =
        Arrays.stream(layout.ranks())
            .mapToLong(rank -> Seeds.key(seed, use, rank) ^ Long.MIN_VALUE)
            .toArray();
    long[] sorted = keys.clone();
    Arrays.sort(sorted);
    long last = sorted[Math.min(wanted, sorted.length) - 1];
    return IntStream.range(0, keys.length).filter(place -> keys[place] <= last).toArray();
  }

  /** The rows at {@code places}, which ascend, as a source of their own. */
  public BlockSource at(int[] places) {
    SideLayout picked = layout.pick(places);
    List<LabeledRows> blocks = new ArrayList<>();
    for (int i = 0; i < picked.blocks(); i++) {
      int from = picked.starts()[i];
      int to = picked.starts()[i + 1];
      int block = layout.blockOf(places[from]);
      Rows all = source.block(block).rows();
      int first = layout.starts()[block];
      int[] rows = Arrays.stream(places, from, to).map(place -> place - first).toArray();
      blocks.add(picked.block(from, to, all.pick(rows)));
    }
    return new BroadcastBlocks(blocks);
  }
}
