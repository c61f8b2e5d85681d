package org.semblance.evaluate.exact;

import java.util.ArrayList;
import java.util.List;
import org.semblance.evaluate.blocks.BlockPair;

/**
 * All pairs of different blocks in waves, each of which about doubles the pairs seen: after a wave
 * the floors are as high as all pairs so far can make them, so that a query meets few negatives
 * that matter in every wave.
 *
 * <p>The blocks stand in a circle; wave w has the pairs at a distance from 2ʷ to 2ʷ⁺¹ − 1, so every
 * block takes part in every wave.
 */
final class Waves {

  private Waves() {}

  /** Per wave its strips: pairs of one left block. */
  static List<List<List<BlockPair>>> of(int blocks) {
    List<List<List<BlockPair>>> waves = new ArrayList<>();
    for (int nearest = 1; nearest <= blocks / 2; nearest *= 2) {
      List<List<BlockPair>> strips = new ArrayList<>();
      for (int left = 0; left < blocks; left++) {
        List<BlockPair> strip = strip(left, nearest, 2 * nearest, blocks);
        if (!strip.isEmpty()) {
          strips.add(strip);
        }
      }
      waves.add(strips);
    }
    return waves;
  }

  private static List<BlockPair> strip(int left, int from, int to, int blocks) {
    List<BlockPair> strip = new ArrayList<>();
    for (int distance = from; distance < to && 2 * distance <= blocks; distance++) {
      // Half way around the circle a pair would be met from both of its ends.
      if (2 * distance < blocks || 2 * left < blocks) {
        strip.add(new BlockPair(left, (left + distance) % blocks));
      }
    }
    return strip;
  }
}
