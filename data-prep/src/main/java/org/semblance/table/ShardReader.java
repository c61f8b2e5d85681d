package org.semblance.table;

import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.FileUtil;
import org.apache.hadoop.fs.Path;
import org.semblance.batch.LabeledImage;
import org.semblance.fault.SemblanceException;

/**
 * Gives the stored images of training and validation images to an executor, without a SparkSession.
 * Whole shards are copied to a local folder of bounded size; the loss of local files only costs
 * another copy. Safe for use by several threads.
 */
public final class ShardReader implements AutoCloseable {

  private static final int PREFETCH_THREADS = 2;

  /** Time for a copy under way to notice that it is interrupted. */
  private static final int CLOSE_SECONDS = 10;

  private final Configuration hadoop;
  private final Path shards;
  private final java.nio.file.Path folder;
  private final ShardIndex index;
  private final ShardCache cache;
  private final ExecutorService prefetching;

  private ShardReader(
      Configuration hadoop, Path shards, java.nio.file.Path folder, long cacheBytes) {
    this.hadoop = hadoop;
    this.shards = shards;
    this.folder = folder;
    this.index = ShardIndex.read(hadoop, shards);
    this.cache = new ShardCache(folder, cacheBytes, this::fetch);
    this.prefetching =
        Executors.newFixedThreadPool(
            PREFETCH_THREADS,
            task -> {
              Thread thread = new Thread(task, "shard-prefetch");
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * Opens the shards in folder {@code shards} of any Hadoop file system.
   *
   * @param localFolder where a folder for the copies is made; {@link #close} deletes it
   * @param cacheBytes most that the copies may take; a shard that does not fit is read in place
   * @throws SemblanceException data, if there are no shards
   */
  public static ShardReader open(
      Configuration hadoop, Path shards, java.nio.file.Path localFolder, long cacheBytes) {
    try {
      Files.createDirectories(localFolder);
      java.nio.file.Path folder = Files.createTempDirectory(localFolder, "shards-");
      return new ShardReader(hadoop, shards, folder, cacheBytes);
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot make a folder in " + localFolder, failure);
    }
  }

  /** The packed images of a split, ascending by id. */
  public List<LabeledImage> images(Split split) {
    return index.images(split);
  }

  /**
   * The stored, encoded bytes of an image, checked against its checksum.
   *
   * @throws SemblanceException data, if the image is not packed or its shard is missing or damaged
   */
  public byte[] content(long imageId) {
    ShardEntry entry = index.entry(imageId);
    try {
      Optional<byte[]> local = local(entry);
      if (local.isPresent() && intact(entry, local.get())) {
        return local.get();
      }
      cache.forget(entry.shard());
      byte[] remote = remote(entry);
      if (!intact(entry, remote)) {
        throw damaged(entry, "its checksum differs");
      }
      return remote;
    } catch (EOFException failure) {
      throw damaged(entry, "the file ends before it");
    } catch (FileNotFoundException failure) {
      throw SemblanceException.data(
          "shard %s is missing: run plan again to build the shards".formatted(path(entry)));
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot read shard " + path(entry), failure);
    }
  }

  /**
   * Starts to fetch the shards of {@code imageIds} in the background, in this order, as many as fit
   * the cache. Failures are left for {@link #content} to report.
   */
  public void prefetch(Iterable<Long> imageIds) {
    Set<Integer> seen = new HashSet<>();
    long bytes = 0;
    for (long imageId : imageIds) {
      ShardEntry entry = index.entry(imageId);
      if (!seen.add(entry.shard())) {
        continue;
      }
      bytes += index.bytes(entry.shard());
      if (bytes > cache.limitBytes()) {
        return;
      }
      if (!cache.holds(entry.shard())) {
        prefetching.execute(() -> prefetch(entry));
      }
    }
  }

  /** Stops prefetching and deletes the local copies. */
  @Override
  public void close() {
    prefetching.shutdownNow();
    try {
      boolean unused = prefetching.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    cache.close();
    FileUtil.fullyDelete(folder.toFile());
  }

  private void prefetch(ShardEntry entry) {
    try {
      var unused = cache.file(entry, index.bytes(entry.shard()));
    } catch (IOException | RuntimeException failure) {
      cache.forget(entry.shard());
    }
  }

  /** From the local copy; empty where none can be made (no room, full disk) or it vanished. */
  private Optional<byte[]> local(ShardEntry entry) {
    try {
      Optional<java.nio.file.Path> file = cache.file(entry, index.bytes(entry.shard()));
      return file.isPresent() ? read(file.get(), entry) : Optional.empty();
    } catch (IOException failure) {
      return Optional.empty();
    }
  }

  private static Optional<byte[]> read(java.nio.file.Path file, ShardEntry entry)
      throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      ByteBuffer content = ByteBuffer.allocate(entry.length());
      long position = entry.offset();
      while (content.hasRemaining()) {
        int read = channel.read(content, position);
        if (read < 0) {
          return Optional.empty();
        }
        position += read;
      }
      return Optional.of(content.array());
    }
  }

  private byte[] remote(ShardEntry entry) throws IOException {
    byte[] content = new byte[entry.length()];
    try (FSDataInputStream input = files().open(path(entry))) {
      input.readFully(entry.offset(), content);
    }
    return content;
  }

  private void fetch(ShardEntry entry, java.nio.file.Path destination) throws IOException {
    try (InputStream input = files().open(path(entry))) {
      Files.copy(input, destination);
    }
  }

  private FileSystem files() throws IOException {
    return shards.getFileSystem(hadoop);
  }

  private Path path(ShardEntry entry) {
    return new Path(ShardTable.files(shards), entry.file());
  }

  private SemblanceException damaged(ShardEntry entry, String how) {
    return SemblanceException.data(
        "shard %s is damaged at image_id %d (%s): run plan again to build the shards"
            .formatted(path(entry), entry.imageId(), how));
  }

  private static boolean intact(ShardEntry entry, byte[] content) {
    return ShardEntry.checksum(content) == entry.crc32c();
  }
}
