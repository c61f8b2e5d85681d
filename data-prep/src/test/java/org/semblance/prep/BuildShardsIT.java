package org.semblance.prep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.semblance.LocalSpark;
import org.semblance.batch.PlanSettings;
import org.semblance.batch.SamplerSettings.Shuffle;
import org.semblance.fault.SemblanceException;
import org.semblance.table.ShardEntry;
import org.semblance.table.ShardReader;
import org.semblance.table.ShardTable;
import org.semblance.table.Split;

@ExtendWith(LocalSpark.class)
class BuildShardsIT {

  private static final long SHARD_BYTES = 4096;
  private static final int IMAGES = 120;

  @TempDir Path folder;

  /** 6 training and 6 validation classes of 10 images, about 27 kB. */
  private org.apache.hadoop.fs.Path shards(SparkSession spark) {
    org.apache.hadoop.fs.Path images =
        ImageTables.write(spark, folder, 6, 10, 1, 3, Split.TRAIN, Split.VAL, Split.TEST);
    org.apache.hadoop.fs.Path shards =
        new org.apache.hadoop.fs.Path(folder.resolve("shards").toUri());
    ShardResult result =
        new BuildShards(spark, new PlanSettings(new Shuffle(8, true), SHARD_BYTES), images, shards)
            .execute();
    assertThat(result.images()).isEqualTo(IMAGES);
    assertThat(result.shards()).isEqualTo(-Math.floorDiv(-result.bytes(), SHARD_BYTES));
    return shards;
  }

  private ShardReader reader(org.apache.hadoop.fs.Path shards, long cacheBytes) {
    return ShardReader.open(new Configuration(), shards, folder.resolve("local"), cacheBytes);
  }

  private long localBytes() {
    try (Stream<Path> files = Files.walk(folder.resolve("local"))) {
      return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot walk " + folder, failure);
    }
  }

  private static void assertContent(ShardReader reader) {
    for (long id = 0; id < IMAGES; id++) {
      assertThat(reader.content(id)).isEqualTo(ImageTables.content(id));
    }
  }

  @Test
  void classesAreDealtEvenlyAndSorted(SparkSession spark) {
    org.apache.hadoop.fs.Path shards = shards(spark);
    List<ShardEntry> entries =
        spark.read().parquet(ShardTable.index(shards).toString()).collectAsList().stream()
            .map(ShardTable::fromRow)
            .toList();
    Map<Integer, List<ShardEntry>> byShard =
        entries.stream().collect(Collectors.groupingBy(ShardEntry::shard));
    for (List<ShardEntry> shard : byShard.values()) {
      assertThat(shard).isSortedAccordingTo((a, b) -> Integer.compare(a.offset(), b.offset()));
      assertThat(shard).extracting(ShardEntry::imageId).isSorted();
      Map<Integer, Long> perClass =
          shard.stream().collect(Collectors.groupingBy(ShardEntry::classId, Collectors.counting()));
      assertThat(perClass).hasSize(12);
      assertThat(perClass.values())
          .allSatisfy(n -> assertThat(n).isBetween(10L / byShard.size(), 10L / byShard.size() + 1));
    }
  }

  @Test
  void givesEveryPictureAndTheSplits(SparkSession spark) {
    org.apache.hadoop.fs.Path shards = shards(spark);
    try (ShardReader reader = reader(shards, 1 << 20)) {
      assertContent(reader);
      assertThat(reader.images(Split.TRAIN)).hasSize(60);
      assertThat(reader.images(Split.VAL)).hasSize(60).allMatch(image -> image.classId() >= 6);
      assertThat(reader.images(Split.TEST)).isEmpty();
      assertThatThrownBy(() -> reader.content(150))
          .isInstanceOf(SemblanceException.class)
          .hasMessage("image_id 150 is not in the shards: run plan again after ingest");
    }
    assertThat(localBytes()).isZero();
  }

  @Test
  void staysWithinItsBytesWithManyThreads(SparkSession spark) {
    org.apache.hadoop.fs.Path shards = shards(spark);
    long limit = 3 * SHARD_BYTES;
    try (ShardReader reader = reader(shards, limit)) {
      IntStream.range(0, 2000)
          .parallel()
          .forEach(
              i -> {
                long id = (i * 37L) % IMAGES;
                assertThat(reader.content(id)).isEqualTo(ImageTables.content(id));
              });
      assertThat(localBytes()).isLessThanOrEqualTo(limit).isPositive();
    }
    try (ShardReader reader = reader(shards, 10)) {
      assertContent(reader);
      assertThat(localBytes()).isZero();
    }
  }

  @Test
  void prefetchesAndStandsTheLossOfLocalFiles(SparkSession spark) throws IOException {
    org.apache.hadoop.fs.Path shards = shards(spark);
    try (ShardReader reader = reader(shards, 1 << 20)) {
      reader.prefetch(LongStream.range(0, IMAGES).boxed().toList());
      assertContent(reader);
      try (Stream<Path> local = Files.walk(folder.resolve("local"))) {
        local
            .filter(Files::isRegularFile)
            .forEach(file -> assertThat(file.toFile().delete()).isTrue());
      }
      assertContent(reader);
    }
  }

  @Test
  void namesADamagedOrMissingShard(SparkSession spark) throws IOException {
    org.apache.hadoop.fs.Path shards = shards(spark);
    Path files = Path.of(ShardTable.files(shards).toUri());
    Path shard;
    try (Stream<Path> listed = Files.list(files)) {
      shard =
          listed
              .filter(file -> file.getFileName().toString().startsWith("shard-00000"))
              .findFirst()
              .orElseThrow();
    }
    byte[] bytes = Files.readAllBytes(shard);
    bytes[0] ^= 1;
    Files.write(shard, bytes);
    Files.deleteIfExists(files.resolve("." + shard.getFileName() + ".crc"));
    try (ShardReader reader = reader(shards, 1 << 20)) {
      assertThatThrownBy(() -> reader.content(0))
          .isInstanceOf(SemblanceException.class)
          .hasMessageContaining(shard.getFileName() + " is damaged at image_id 0");
    }
    Files.write(shard, new byte[3]);
    try (ShardReader reader = reader(shards, 1 << 20)) {
      assertThatThrownBy(() -> reader.content(0)).hasMessageContaining("is damaged at image_id 0");
    }
    Files.delete(shard);
    try (ShardReader reader = reader(shards, 1 << 20)) {
      assertThatThrownBy(() -> reader.content(0))
          .isInstanceOf(SemblanceException.class)
          .hasMessageContaining(shard.getFileName() + " is missing: run plan again");
    }
  }
}
