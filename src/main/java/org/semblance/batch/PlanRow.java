package org.semblance.batch;

import java.io.Serializable;
import org.semblance.math.Seeds;
import org.semblance.math.Seeds.Use;

/**
 * One image in one slot of one worker's batch.
 *
 * @param round what the sampler repeats: an epoch, or an APFS round
 * @param segment part of a round that is planned and checkpointed as a whole
 * @param step optimisation step, counted within the round from 0
 * @param worker rank that trains on the row
 * @param slot position in the worker's batch
 * @param representative whether the image stands for its class in this round (APFS)
 * @param replica 0, or how many times the image occurred before in this batch
 * @param augmentSeed seed of the row's random augmentation
 */
public record PlanRow(
    int round,
    int segment,
    int step,
    int worker,
    int slot,
    long imageId,
    int classId,
    boolean representative,
    int replica,
    long augmentSeed)
    implements Serializable {

  /** The augmentation seed of a place in the plan. */
  static long augmentSeed(long seed, int round, int step, int worker, int slot) {
    return Seeds.key(seed, Use.AUGMENTATION, round, step, worker, slot);
  }
}
