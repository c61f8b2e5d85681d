package org.semblance.bench.evaluate;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

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

  /** The medians of both costs; the result of the first. */
  static <T> Measured<T> median(List<Measured<T>> runs) {
    return new Measured<>(
        runs.get(0).result, median(runs, Measured::cpu), median(runs, Measured::wall));
  }

  private static <T> double median(List<Measured<T>> runs, ToDoubleFunction<Measured<T>> cost) {
    double[] sorted = runs.stream().mapToDouble(cost).sorted().toArray();
    return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
  }

  /** As the table of medians reads it. */
  String cost() {
    return String.format(Locale.ROOT, "cpu %.2f s, wall %.2f s", cpu, wall);
  }
}
