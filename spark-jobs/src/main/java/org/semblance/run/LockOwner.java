package org.semblance.run;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Who holds the lock of a run directory.
 *
 * @param machine the running system and the namespace that {@code pid} counts in: containers may
 *     share a host name; empty in locks of earlier versions
 * @param processStart when the process began, as process numbers are used again
 * @param claim names this one acquisition; empty in locks of earlier versions
 */
record LockOwner(
    String host, String machine, long pid, String processStart, String since, String claim) {

  LockOwner {
    machine = machine == null ? "" : machine;
    claim = claim == null ? "" : claim;
  }

  static LockOwner self() {
    ProcessHandle process = ProcessHandle.current();
    return new LockOwner(
        hostName(),
        machineId(),
        process.pid(),
        startOf(process),
        Instant.now().toString(),
        UUID.randomUUID().toString());
  }

  /** Whether the process, if it lives, is one that this process can see. */
  boolean isVisible() {
    return host.equals(hostName()) && (machine.isEmpty() || machine.equals(machineId()));
  }

  /** Whether a visible owner lives. */
  boolean isAlive() {
    return ProcessHandle.of(pid).map(LockOwner::startOf).equals(Optional.of(processStart));
  }

  @Override
  public String toString() {
    return "process " + pid + " on " + host + " since " + since;
  }

  private static String startOf(ProcessHandle process) {
    return process.info().startInstant().map(Instant::toString).orElse("");
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException nameless) {
      return "localhost";
    }
  }

  private static String machineId() {
    try {
      return Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip()
          + " "
          + Files.readSymbolicLink(Path.of("/proc/self/ns/pid"));
    } catch (IOException | UnsupportedOperationException elsewhere) {
      return "";
    }
  }
}
