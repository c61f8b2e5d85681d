package org.semblance.training;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.semblance.fault.SemblanceException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a rank's process may hold, in bytes.
 *
 * @param heap that the JVM is started with
 * @param outside what else it may use before it is killed; {@link Long#MAX_VALUE} where only the
 *     machine bounds it
 * @param heapKey what to raise for a larger heap
 * @param outsideKey what to raise for more outside it
 */
record MemoryLimits(long heap, long outside, String heapKey, String outsideKey) {

  private static final Logger LOG = LoggerFactory.getLogger(MemoryLimits.class);
  private static final String EXECUTOR = "spark.executor.memory";
  private static final String OVERHEAD = "spark.executor.memoryOverhead";
  private static final long LEAST_OVERHEAD_MIB = 384;

  /** Those of the session's executors, or of this process where it has none. */
  static MemoryLimits of(SparkContext spark) {
    if (spark.isLocal()) {
      long heap = Runtime.getRuntime().maxMemory();
      OperatingSystemMXBean machine =
          (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
      return new MemoryLimits(
          heap, machine.getTotalMemorySize(), "--driver-memory", "the machine's memory");
    }
    SparkConf conf = spark.conf();
    long heap = conf.getSizeAsMb(EXECUTOR, "1g");
    boolean bounded = spark.master().equals("yarn") || spark.master().startsWith("k8s");
    double factor = conf.getDouble("spark.executor.memoryOverheadFactor", 0.1);
    long overhead = Math.max(LEAST_OVERHEAD_MIB, (long) (factor * heap));
    return new MemoryLimits(
        heap << 20,
        bounded ? conf.getSizeAsMb(OVERHEAD, overhead + "m") << 20 : Long.MAX_VALUE,
        EXECUTOR,
        OVERHEAD);
  }

  /**
   * Refuses what certainly does not fit, and warns of what may not.
   *
   * @throws SemblanceException preflight
   */
  void require(RankMemoryEstimate memory) {
    requireFits(memory.heap(), heap, heapKey, memory);
    requireFits(memory.least(), outside, outsideKey, memory);
    if (memory.outside() > outside) {
      LOG.warn("{}", message(memory.outside(), outside, outsideKey, memory));
    }
  }

  private static void requireFits(long bytes, long limit, String key, RankMemoryEstimate memory) {
    if (bytes > limit) {
      throw SemblanceException.preflight(message(bytes, limit, key, memory));
    }
  }

  private static String message(long bytes, long limit, String key, RankMemoryEstimate memory) {
    return "a rank needs %s, %s allows %s: raise it, or lower the batch, train.prefetch.batches or the methods' memory (%s)"
        .formatted(
            RankMemoryEstimate.text(bytes), key, RankMemoryEstimate.text(limit), memory.text());
  }
}
