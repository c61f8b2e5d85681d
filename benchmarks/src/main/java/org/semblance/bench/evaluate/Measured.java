package org.semblance.bench.evaluate;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * What some work gave, and what it cost this process.
 *
 * @param cpu seconds of all threads
 * @param wall seconds
 */
record Measured<T>(T result, double cpu, double wall) {

  static <T> Measured<T> of(Supplier<T> work) {
    OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    long cpu = system.getProcessCpuTime();
    long wall = System.nanoTime();
    T result = work.get();
    return new Measured<>(
        result, (system.getProcessCpuTime() - cpu) / 1e9, (System.nanoTime() - wall) / 1e9);
  }

  /** As the table of medians reads it. */
  String cost() {
    return String.format(Locale.ROOT, "cpu %.2f s, wall %.2f s", cpu, wall);
  }
}
