package org.semblance.math;

import java.util.SplittableRandom;

/**
 * Counter-based randomness: every random choice is a pure function of the experiment seed and the
 * coordinates of the choice (epoch, class, step ...), so any process can recompute it and no result
 * depends on partitioning or thread timing.
 *
 * <p>Keys are 64-bit and must be compared with {@link Long#compareUnsigned}.
 */
public final class Seeds {

  /** First field of a key: what the randomness is for. The numbers are part of stored plans. */
  public enum Use {
    REPRESENTATIVE(1),
    CLASS_ORDER(2),
    SAMPLE_ORDER(3),
    AUGMENTATION(4),
    CLASS_MINING(5),
    K_CENTER(6),
    SHUFFLE(7),
    INITIALIZATION(8),
    SYNTHESIS(9),
    TUPLE_MINING(10),
    CLUSTERING(11),
    SPLIT(12),
    SAMPLED_QUERIES(13),
    DROPOUT(14),
    CHECKED_QUERIES(15),
    GRAPH_ORDER(16),
    VERIFIED_QUERIES(17);

    private final long tag;

    Use(long tag) {
      this.tag = tag;
    }
  }

  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

  private Seeds() {}

  /**
   * The key of one random choice: {@code h = mix(seed + G)}, then per field {@code h = mix(h ^
   * mix(f + G))}.
   */
  public static long key(long seed, Use use, long... fields) {
    long hash = absorb(mix(seed + GOLDEN_GAMMA), use.tag);
    for (long field : fields) {
      hash = absorb(hash, field);
    }
    return hash;
  }

  /** A number in {@code [low, high)}, or {@code low} where they are equal. */
  public static double between(SplittableRandom random, double low, double high) {
    return low + (high - low) * random.nextDouble();
  }

  /** A generator started at {@code key}. */
  public static SplittableRandom random(long key) {
    return new SplittableRandom(key);
  }

  /**
   * The next number in {@code [0, bound)} as stored plans use it: unsigned remainder of 64 bits.
   */
  public static int below(SplittableRandom random, int bound) {
    if (bound < 1) {
      throw new IllegalArgumentException("bound must be at least 1, got " + bound);
    }
    return (int) Long.remainderUnsigned(random.nextLong(), bound);
  }

  /** A permuted copy of {@code values}; sort them first where the caller's order is arbitrary. */
  public static long[] permuted(long[] values, long key) {
    long[] result = values.clone();
    SplittableRandom random = random(key);
    for (int i = result.length - 1; i >= 1; i--) {
      int j = below(random, i + 1);
      long swapped = result[i];
      result[i] = result[j];
      result[j] = swapped;
    }
    return result;
  }

  private static long absorb(long hash, long field) {
    return mix(hash ^ mix(field + GOLDEN_GAMMA));
  }

  /** Stafford's variant 13 of the 64-bit finalizer, as {@link SplittableRandom} uses it. */
  private static long mix(long value) {
    long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
