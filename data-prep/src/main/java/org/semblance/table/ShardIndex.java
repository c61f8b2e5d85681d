package org.semblance.table;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.filter2.compat.FilterCompat;
import org.semblance.batch.LabeledImage;
import org.semblance.fault.SemblanceException;

/** The shard table in memory, sorted by image id. */
final class ShardIndex {

  private final List<ShardEntry> entries;
  private final long[] imageIds;
  private final long[] shardBytes;

  private ShardIndex(List<ShardEntry> entries) {
    this.entries = entries;
    this.imageIds = entries.stream().mapToLong(ShardEntry::imageId).toArray();
    int shards = entries.stream().mapToInt(ShardEntry::shard).max().orElse(-1) + 1;
    this.shardBytes = new long[shards];
    entries.forEach(entry -> shardBytes[entry.shard()] += entry.length());
  }

  /**
   * Reads the index of the folder {@code shards}.
   *
   * @throws SemblanceException data, if there is none
   */
  static ShardIndex read(Configuration hadoop, Path shards) {
    List<ShardEntry> entries = new ArrayList<>();
    try {
      List<Path> files = ParquetFiles.list(hadoop, ShardTable.index(shards));
      if (files.isEmpty()) {
        throw SemblanceException.data(
            "there are no shards at %s: run plan first".formatted(shards));
      }
      for (Path file : files) {
        ParquetFiles.read(hadoop, file, FilterCompat.NOOP, group -> entries.add(entry(group)));
      }
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot read the index of " + shards, failure);
    }
    entries.sort(Comparator.comparingLong(ShardEntry::imageId));
    return new ShardIndex(List.copyOf(entries));
  }

  /** The entry of an image. */
  ShardEntry entry(long imageId) {
    int position = Arrays.binarySearch(imageIds, imageId);
    if (position < 0) {
      throw SemblanceException.data(
          "image_id %d is not in the shards: run plan again after ingest".formatted(imageId));
    }
    return entries.get(position);
  }

  /** Size of a shard's file. */
  long bytes(int shard) {
    return shardBytes[shard];
  }

  List<LabeledImage> images(Split split) {
    return entries.stream()
        .filter(entry -> entry.split() == split)
        .map(entry -> new LabeledImage(entry.imageId(), entry.classId()))
        .toList();
  }

  private static ShardEntry entry(Group group) {
    return new ShardEntry(
        group.getLong(ShardTable.IMAGE_ID, 0),
        group.getInteger(ShardTable.CLASS_ID, 0),
        Split.fromColumnValue(group.getString(ShardTable.SPLIT, 0)),
        group.getInteger(ShardTable.SHARD, 0),
        group.getString(ShardTable.FILE, 0).intern(),
        group.getInteger(ShardTable.OFFSET, 0),
        group.getInteger(ShardTable.LENGTH, 0),
        group.getInteger(ShardTable.CRC32C, 0));
  }
}
