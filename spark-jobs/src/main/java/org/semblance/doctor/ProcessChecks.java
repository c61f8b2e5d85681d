package org.semblance.doctor;

import ai.djl.engine.Engine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.semblance.fault.SemblanceException;
import org.semblance.tensor.TorchEngine;
import org.semblance.training.Scratch;

/** Checks of one process: they run on the driver and, inside a task, on an executor. */
final class ProcessChecks {

  private ProcessChecks() {}

  /**
   * All of them.
   *
   * @param place {@code driver} or the executor, put before each subject
   */
  static List<Check> of(String place) {
    List<Check> checks = new ArrayList<>();
    checks.add(java(place + " java"));
    checks.addAll(engine(place));
    checks.add(vectors(place + " vectors"));
    checks.add(processor(place + " processor"));
    checks.add(Check.that(place + " scratch", Scratch::requireRoom));
    return checks;
  }

  private static Check java(String subject) {
    String found =
        String.format(
            Locale.ROOT,
            "%s, heap %,d MiB",
            Runtime.version(),
            Runtime.getRuntime().maxMemory() >> 20);
    return Runtime.version().feature() >= 17
        ? Check.ok(subject, found)
        : Check.fail(subject, found, "run Java 17");
  }

  private static List<Check> engine(String place) {
    try {
      Engine engine = TorchEngine.start(1);
      int gpus = engine.getGpuCount();
      return List.of(
          Check.ok(
              place + " engine",
              "PyTorch " + engine.getVersion() + ", DJL " + Engine.getDjlVersion()),
          Check.ok(place + " device", gpus == 0 ? "cpu" : gpus + " × gpu"));
    } catch (SemblanceException missing) {
      return List.of(
          Check.fail(
              place + " engine",
              String.valueOf(missing.getMessage()),
              "add the pytorch-native jar of this platform or set PYTORCH_LIBRARY_PATH"));
    }
  }

  private static Check vectors(String subject) {
    return ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent()
        ? Check.ok(subject, "jdk.incubator.vector")
        : Check.warn(
            subject,
            "jdk.incubator.vector is not loaded",
            "evaluation is slower; add --driver-java-options --add-modules=jdk.incubator.vector");
  }

  private static Check processor(String subject) {
    Set<String> flags = cpuFlags();
    List<String> wide =
        Stream.of("avx512f", "avx2", "fma", "asimd").filter(flags::contains).toList();
    String found = Runtime.getRuntime().availableProcessors() + " cores " + String.join(" ", wide);
    return wide.isEmpty() && !flags.isEmpty()
        ? Check.warn(subject, found, "use a processor with AVX2 for full speed")
        : Check.ok(subject, found);
  }

  private static Set<String> cpuFlags() {
    try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
      return lines
          .filter(line -> line.startsWith("flags") || line.startsWith("Features"))
          .findFirst()
          .stream()
          .flatMap(line -> Stream.of(line.split("\\s+")))
          .collect(Collectors.toSet());
    } catch (IOException notLinux) {
      return Set.of();
    }
  }
}
