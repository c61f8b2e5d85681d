package org.semblance.jobs.evaluate;

import java.util.ArrayList;
import java.util.List;

/**
 * All pairs of different blocks in waves, each of which about doubles the pairs seen: after a wave
 * the floors are as high as all pairs so far can make them, so that a query meets few negatives
 * that matter in every wave.
 */
final class Waves {

  private Waves() {}

  /** Per wave its strips: pairs of one left block. Wave w has the distances from 2ʷ to 2ʷ⁺¹ − 1. */
  static List<List<List<BlockPair>>> of(int blocks) {
    List<List<List<BlockPair>>> waves = new ArrayList<>();
    for (int nearest = 1; nearest < blocks; nearest *= 2) {
      List<List<BlockPair>> strips = new ArrayList<>();
      for (int left = 0; left + nearest < blocks; left++) {
        List<BlockPair> strip = new ArrayList<>();
        for (int right = left + nearest; right < Math.min(blocks, left + 2 * nearest); right++) {
          strip.add(new BlockPair(left, right));
        }
        strips.add(strip);
      }
      waves.add(strips);
    }
    return waves;
  }
}
