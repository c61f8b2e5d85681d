package org.semblance.table;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Local copies of shards up to a number of bytes; the least recently used go first. Each shard is
 * fetched once however many threads want it.
 */
final class ShardCache implements AutoCloseable {

  /** Copies a shard to a local file. */
  interface Fetch {
    void copy(ShardEntry entry, Path destination) throws IOException;
  }

  private record Copy(CompletableFuture<Path> file, long bytes) {}

  private final Path folder;
  private final long limitBytes;
  private final Fetch fetch;
  private final Map<Integer, Copy> copies = new LinkedHashMap<>(16, 0.75f, true);
  private long usedBytes;
  private long fetches;

  ShardCache(Path folder, long limitBytes, Fetch fetch) {
    this.folder = folder;
    this.limitBytes = limitBytes;
    this.fetch = fetch;
  }

  /**
   * The local file of the shard of {@code entry}, fetched now if need be; empty where no room can
   * be made. The file may be evicted at any time: a reader must stand its absence.
   */
  Optional<Path> file(ShardEntry entry, long bytes) throws IOException {
    CompletableFuture<Path> mine = new CompletableFuture<>();
    Copy copy;
    Path destination;
    synchronized (this) {
      copy = copies.get(entry.shard());
      if (copy == null) {
        if (!makeRoom(bytes)) {
          return Optional.empty();
        }
        copy = new Copy(mine, bytes);
        copies.put(entry.shard(), copy);
        usedBytes += bytes;
        fetches++;
      }
      destination = folder.resolve(entry.shard() + "-" + fetches);
    }
    if (copy.file() == mine) {
      fetch(entry, destination, mine);
    }
    return Optional.of(await(copy.file()));
  }

  /** Drops the copy of a shard, if there is one, so that it is fetched again. */
  synchronized void forget(int shard) {
    Copy copy = copies.get(shard);
    if (copy != null && copy.file().isDone()) {
      copies.remove(shard);
      release(copy);
    }
  }

  synchronized boolean holds(int shard) {
    return copies.containsKey(shard);
  }

  long limitBytes() {
    return limitBytes;
  }

  @Override
  public synchronized void close() {
    copies.values().forEach(this::release);
    copies.clear();
  }

  private void fetch(ShardEntry entry, Path destination, CompletableFuture<Path> result) {
    try {
      Files.createDirectories(folder);
      fetch.copy(entry, destination);
      result.complete(destination);
    } catch (IOException | RuntimeException failure) {
      result.completeExceptionally(failure);
      forget(entry.shard());
    }
  }

  private boolean makeRoom(long bytes) {
    Iterator<Copy> oldest = copies.values().iterator();
    while (usedBytes + bytes > limitBytes && oldest.hasNext()) {
      Copy copy = oldest.next();
      if (copy.file().isDone()) {
        oldest.remove();
        release(copy);
      }
    }
    return usedBytes + bytes <= limitBytes;
  }

  private void release(Copy copy) {
    usedBytes -= copy.bytes();
    var unused = copy.file().thenAccept(ShardCache::delete);
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot delete " + file, failure);
    }
  }

  private static Path await(CompletableFuture<Path> file) throws IOException {
    try {
      return file.join();
    } catch (CompletionException failure) {
      if (failure.getCause() instanceof IOException cause) {
        throw new IOException(cause.getMessage(), cause);
      }
      throw failure;
    }
  }
}
