package org.semblance.bench.train;

import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import org.semblance.tensor.TorchEngine;

/**
 * Times training steps of one side in a process of its own, and prints one JSON line. Usage: {@code
 * StepSpeed SIDE NET PIXELS BATCH THREADS STEPS}, where SIDE is {@code semblance} (the loop's step
 * on fixed tensors), {@code bare-djl} (DJL's own collector and optimizer on fixed tensors), {@code
 * fed} (the whole loop with decoding and augmentation) or {@code memory} (resident memory over the
 * steps).
 */
public final class StepSpeed {

  /** Steps that are not timed. */
  static final int WARM_UP = 3;

  private StepSpeed() {}

  /** Something that can take one training step. */
  interface Steps extends AutoCloseable {

    void step();

    @Override
    void close();
  }

  /** Runs one side. */
  public static void main(String[] arguments) throws IOException {
    String side = arguments[0];
    StepCase shape =
        new StepCase(
            arguments[1],
            Integer.parseInt(arguments[2]),
            Integer.parseInt(arguments[3]),
            Integer.parseInt(arguments[4]));
    int steps = Integer.parseInt(arguments[5]);
    TorchEngine.start(shape.threads());
    switch (side) {
      case "fed" -> FedRun.time(shape, steps);
      case "memory" -> memory(shape, steps);
      default -> time(side, shape, steps);
    }
    System.exit(0);
  }

  private static Steps open(String side, StepCase shape, NDManager manager) {
    return switch (side) {
      case "semblance", "memory" -> new LoopSteps(shape, manager);
      case "bare-djl" -> new BareDjlSteps(shape, manager);
      default -> throw new IllegalArgumentException("side must be known, got " + side);
    };
  }

  private static void time(String side, StepCase shape, int steps) {
    double[] seconds = new double[steps];
    double cpu;
    try (NDManager manager = NDManager.newBaseManager();
        Steps timed = open(side, shape, manager)) {
      for (int i = 0; i < WARM_UP; i++) {
        timed.step();
      }
      cpu = cpuSeconds();
      for (int i = 0; i < steps; i++) {
        long start = System.nanoTime();
        timed.step();
        seconds[i] = (System.nanoTime() - start) / 1e9;
      }
      cpu = cpuSeconds() - cpu;
    }
    Arrays.sort(seconds);
    print(side, shape, shape.batch() / seconds[steps / 2], 1e3 * cpu / steps / shape.batch(), "");
  }

  private static void memory(StepCase shape, int steps) throws IOException {
    try (NDManager manager = NDManager.newBaseManager();
        Steps watched = open("memory", shape, manager)) {
      long early = 0;
      for (int i = 0; i < steps; i++) {
        if (i == steps / 10) {
          early = residentKilobytes();
        }
        watched.step();
      }
      long late = residentKilobytes();
      System.out.printf(
          "{\"side\": \"memory\", \"net\": \"%s\", \"steps\": %d, \"rss_mb_at_tenth\": %d, \"rss_mb_at_end\": %d}%n",
          shape.net(), steps, early / 1024, late / 1024);
    }
  }

  static void print(String side, StepCase shape, double images, double cpuMillis, String more) {
    System.out.printf(
        Locale.ROOT,
        "{\"side\": \"%s\", \"net\": \"%s\", \"images_per_s\": %.2f, \"cpu_ms_per_image\": %.3f%s}%n",
        side,
        shape.net(),
        images,
        cpuMillis,
        more);
  }

  static double cpuSeconds() {
    var system = ManagementFactory.getOperatingSystemMXBean();
    return system instanceof com.sun.management.OperatingSystemMXBean process
        ? process.getProcessCpuTime() / 1e9
        : 0;
  }

  private static long residentKilobytes() throws IOException {
    System.gc();
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .sum();
  }
}
