package org.semblance.exchange;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.semblance.collective.PeerFailure;

/**
 * What has arrived from other ranks, and what has become of them. Filled by the network's threads,
 * awaited by the rank's own.
 */
final class Mailbox {

  /** Which part. */
  record Key(long exchange, Phase phase, int source) {}

  private record Sender(Phase phase, int source) {}

  private final Map<Key, Part> parts = new HashMap<>();
  private final Map<Sender, Long> taken = new HashMap<>();
  private final Set<Integer> left = new HashSet<>();
  private List<String> addresses = List.of();
  private @Nullable RuntimeException failure;
  private boolean closed;

  /** Says where all ranks are, for messages. */
  synchronized void addresses(List<String> known) {
    addresses = List.copyOf(known);
  }

  /** The part under {@code key}, made by {@code fresh} unless its first frame or its user did. */
  synchronized Part open(Key key, Supplier<Part> fresh) {
    return parts.computeIfAbsent(key, absent -> fresh.get());
  }

  /** Whether the part under {@code key} has been taken: nothing more may arrive for it. */
  synchronized boolean isTaken(Key key) {
    return key.exchange() <= taken.getOrDefault(new Sender(key.phase(), key.source()), -1L);
  }

  synchronized void arrived(Part part, int values) {
    part.arrived(values);
    notifyAll();
  }

  /** Lets every wait fail; only the first failure counts. */
  synchronized void fail(RuntimeException cause) {
    if (failure == null && !closed) {
      failure = cause;
    }
    notifyAll();
  }

  /** A rank's connection ended; a failure unless the rank had taken leave. */
  synchronized void lost(int rank) {
    if (!left.contains(rank)) {
      fail(new PeerFailure(name(rank) + " was lost"));
    }
  }

  /** A rank has taken leave: it sends nothing more. */
  synchronized void left(int rank) {
    left.add(rank);
    notifyAll();
  }

  /** Nothing that happens from now on is a failure. */
  synchronized void close() {
    closed = true;
    parts.clear();
  }

  /** Whether the first {@code values} values of a part are here. */
  synchronized boolean has(Key key, int values) {
    requireHealth();
    Part part = parts.get(key);
    return part != null && part.arrived() >= values;
  }

  /** Waits for the first {@code values} values of a part that is open. */
  synchronized void await(Key key, int values, Deadline deadline) {
    until(() -> has(key, values), key.source(), deadline);
  }

  /** Waits for a whole part and hands it over. */
  synchronized Part take(Key key, Deadline deadline) {
    until(() -> isWhole(key), key.source(), deadline);
    taken.put(new Sender(key.phase(), key.source()), key.exchange());
    return Objects.requireNonNull(parts.remove(key));
  }

  synchronized boolean hasFailed() {
    return failure != null;
  }

  /** Throws what has failed, if anything. */
  synchronized void requireHealth() {
    if (failure != null) {
      throw failure;
    }
  }

  /** How messages name a rank. */
  synchronized String name(int rank) {
    return "rank " + rank + (addresses.isEmpty() ? "" : " at " + addresses.get(rank));
  }

  private synchronized boolean isWhole(Key key) {
    requireHealth();
    Part part = parts.get(key);
    return part != null && part.arrived() == part.total();
  }

  private synchronized void until(BooleanSupplier here, int source, Deadline deadline) {
    try {
      while (!here.getAsBoolean()) {
        if (left.contains(source)) {
          throw new PeerFailure(name(source) + " left the process group too early");
        }
        wait(deadline.millisOrThrow("nothing came from " + name(source)));
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for " + name(source), interrupted);
    }
  }
}
