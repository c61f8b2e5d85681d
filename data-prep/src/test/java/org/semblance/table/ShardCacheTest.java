package org.semblance.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShardCacheTest {

  private static final int BYTES = 10;

  @TempDir private Path folder;
  private final List<Integer> fetched = Collections.synchronizedList(new ArrayList<>());

  @Test
  void fetchesAShardOnce() throws IOException {
    try (ShardCache cache = cache(100)) {
      Path first = cache.file(entry(3), BYTES).orElseThrow();
      assertThat(first).hasContent("shard 3");
      assertThat(cache.file(entry(3), BYTES)).contains(first);
    }
    assertThat(fetched).containsExactly(3);
  }

  @Test
  void theLeastRecentlyUsedGoFirst() throws IOException {
    try (ShardCache cache = cache(2 * BYTES)) {
      Path one = cache.file(entry(1), BYTES).orElseThrow();
      cache.file(entry(2), BYTES);
      cache.file(entry(1), BYTES);
      cache.file(entry(3), BYTES);
      assertThat(cache.holds(1)).isTrue();
      assertThat(cache.holds(2)).isFalse();
      assertThat(cache.holds(3)).isTrue();
      assertThat(one).exists();
      assertThat(folder.toFile().list()).hasSize(2);
    }
  }

  @Test
  void aShardThatNeverFitsIsNotFetched() throws IOException {
    try (ShardCache cache = cache(BYTES)) {
      cache.file(entry(1), BYTES);
      assertThat(cache.file(entry(2), BYTES + 1)).isEmpty();
    }
    assertThat(fetched).containsExactly(1);
  }

  @Test
  void aForgottenShardIsFetchedAgain() throws IOException {
    try (ShardCache cache = cache(100)) {
      Path damaged = cache.file(entry(1), BYTES).orElseThrow();
      cache.forget(1);
      assertThat(damaged).doesNotExist();
      assertThat(cache.file(entry(1), BYTES).orElseThrow()).exists();
      cache.forget(7);
    }
    assertThat(fetched).containsExactly(1, 1);
  }

  @Test
  void aFetchThatFailedIsTriedAgainAndTakesNoRoom() throws IOException {
    boolean[] broken = {true};
    ShardCache.Fetch fetch =
        (entry, destination) -> {
          if (broken[0]) {
            throw new IOException("connection reset");
          }
          Files.writeString(destination, "whole");
        };
    try (ShardCache cache = new ShardCache(folder, BYTES, fetch)) {
      assertThatThrownBy(() -> cache.file(entry(1), BYTES))
          .isInstanceOf(IOException.class)
          .hasMessage("connection reset");
      broken[0] = false;
      assertThat(cache.file(entry(2), BYTES).orElseThrow()).hasContent("whole");
    }
  }

  @Test
  void nothingIsLeftAfterItsEnd() throws IOException {
    try (ShardCache cache = cache(100)) {
      cache.file(entry(1), BYTES);
      cache.file(entry(2), BYTES);
    }
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void threadsThatWantTheSameShardWaitForOneFetch() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    ShardCache.Fetch slow =
        (entry, destination) -> {
          begun.countDown();
          try {
            goOn.await();
          } catch (InterruptedException stopped) {
            throw new IOException(stopped);
          }
          copy(entry, destination);
        };
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try (ShardCache cache = new ShardCache(folder, 100, slow)) {
      List<Future<Path>> paths = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        paths.add(threads.submit(() -> cache.file(entry(5), BYTES).orElseThrow()));
      }
      begun.await();
      goOn.countDown();
      for (Future<Path> path : paths) {
        assertThat(path.get()).isEqualTo(paths.get(0).get());
      }
      assertThat(fetched).containsExactly(5);
    } finally {
      threads.shutdownNow();
    }
  }

  private ShardCache cache(long limit) {
    return new ShardCache(folder, limit, this::copy);
  }

  private void copy(ShardEntry entry, Path destination) throws IOException {
    fetched.add(entry.shard());
    Files.writeString(destination, "shard " + entry.shard());
  }

  private static ShardEntry entry(int shard) {
    return new ShardEntry(1, 0, Split.TRAIN, shard, "part-" + shard, 0, BYTES, 0);
  }
}
