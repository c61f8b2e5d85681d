package org.semblance.batch;

import java.io.Serializable;
import java.nio.ByteBuffer;
import org.semblance.math.Seeds;
import org.semblance.math.Seeds.Use;

/**
 * One image in one slot of one worker's batch.
 *
 * @param round what the sampler repeats: an epoch, or an APFS round
 * @param segment part of a round that is planned and checkpointed as a whole
 * @param step optimization step, counted within the round from 0
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

  /** Bytes that {@link #write} takes. */
  public static final int BYTES = 7 * Integer.BYTES + 2 * Long.BYTES + 1;

  /** The same row as {@code ownSlot} of another rank's batch. */
  public PlanRow dealtTo(int rank, int ownSlot) {
    return new PlanRow(
        round,
        segment,
        step,
        rank,
        ownSlot,
        imageId,
        classId,
        representative,
        replica,
        augmentSeed);
  }

  /** Puts the row into {@code bytes}. */
  public void write(ByteBuffer bytes) {
    bytes.putInt(round).putInt(segment).putInt(step).putInt(worker).putInt(slot);
    bytes.putLong(imageId).putInt(classId).put((byte) (representative ? 1 : 0));
    bytes.putInt(replica).putLong(augmentSeed);
  }

  /** Takes the next row out of {@code bytes}, as {@link #write} put it. */
  public static PlanRow read(ByteBuffer bytes) {
    return new PlanRow(
        bytes.getInt(),
        bytes.getInt(),
        bytes.getInt(),
        bytes.getInt(),
        bytes.getInt(),
        bytes.getLong(),
        bytes.getInt(),
        bytes.get() != 0,
        bytes.getInt(),
        bytes.getLong());
  }

  /**
   * The augmentation seed of a place in the plan. Where batches do not depend on the number of
   * workers, {@code slot} is that of the whole batch and {@code worker} 0, so that the seed does
   * not either.
   */
  static long augmentSeed(long seed, int round, int step, int worker, int slot) {
    return Seeds.key(seed, Use.AUGMENTATION, round, step, worker, slot);
  }
}
