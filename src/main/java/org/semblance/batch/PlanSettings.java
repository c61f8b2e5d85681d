package org.semblance.batch;

import java.io.Serializable;

/**
 * Section {@code plan}.
 *
 * @param sampler how batches are drawn where {@code apfs.enabled} is false
 * @param shardBytes wanted size of a file of packed training images, at most 1 GiB
 */
public record PlanSettings(SamplerSettings sampler, long shardBytes) implements Serializable {

  private static final long LARGEST_SHARD = 1L << 30;

  public PlanSettings {
    if (shardBytes < 1 || shardBytes > LARGEST_SHARD) {
      throw new IllegalArgumentException(
          "shard-bytes must be from 1 to %d, got %d".formatted(LARGEST_SHARD, shardBytes));
    }
  }
}
