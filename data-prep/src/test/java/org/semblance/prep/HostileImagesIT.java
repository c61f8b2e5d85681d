package org.semblance.prep;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.semblance.image.ImageLimits;
import org.semblance.image.hostile.Bombs;
import org.semblance.image.hostile.Mutation;
import org.semblance.image.hostile.ValidFiles;
import org.semblance.source.ContentReader;
import org.semblance.source.ImageContent;
import org.semblance.source.SourceImage;
import org.semblance.table.Split;

/**
 * Damaged and enormous files through the partition function: each becomes an image or a reject, in
 * bounded time. {@code -Dmutations=12000} and a heap of 512 MB are the long form:
 *
 * <pre>mvn verify -pl src,data-prep -am -Dsurefire.skip -Dit.test=HostileImagesIT \
 *   -Dsurefire.failIfNoSpecifiedTests=false -Dmutations=12000 -DargLine=-Xmx512m</pre>
 */
class HostileImagesIT {

  private static final long MUTATIONS = Long.getLong("mutations", 600);
  private static final ImageLimits LIMITS = new ImageLimits(100_000_000, 50_000_000, 65_500, 5);

  /** Files that are made when they are read. */
  private interface Files extends ImageContent, ContentReader {

    byte[] read(String location) throws IOException;

    @Override
    default byte[] read(SourceImage image) throws IOException {
      return read(image.location());
    }

    @Override
    default ContentReader open(long maxBytes) {
      return this;
    }

    @Override
    default void close() {}
  }

  private static Iterator<DecodeOutcome> decoded(List<String> locations, Files files)
      throws IOException {
    Iterator<Candidate> rows =
        LongStream.range(0, locations.size())
            .mapToObj(
                row ->
                    new Candidate(row, SourceImage.at(locations.get((int) row), "a", Split.TRAIN)))
            .iterator();
    IngestSettings settings = Ingests.folder(Path.of("anywhere")).limits(LIMITS).settings();
    return new DecodeImages(settings, files, new SplitAssignment(Set.of(), Set.of())).call(rows);
  }

  private static double cpuSeconds() {
    long nanos = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    return nanos / (double) TimeUnit.SECONDS.toNanos(1);
  }

  /**
   * Every outcome in turn, none of which may take longer than the limit and what it takes to see.
   */
  private static long readableOf(List<String> locations, Files files) throws IOException {
    Iterator<DecodeOutcome> outcomes = decoded(locations, files);
    long readable = 0;
    for (String location : locations) {
      double start = cpuSeconds();
      DecodeOutcome outcome = outcomes.next();
      assertThat(cpuSeconds() - start).as("seconds for %s", location).isLessThan(5.5);
      readable += 1 - outcome.rejected().count();
    }
    assertThat(outcomes.hasNext()).isFalse();
    return readable;
  }

  @Test
  void everyMutatedFileIsAnImageOrAReject() throws IOException {
    List<byte[]> valid = ValidFiles.all();
    List<String> seeds = LongStream.range(0, MUTATIONS).mapToObj(String::valueOf).toList();
    long readable = readableOf(seeds, seed -> Mutation.of(valid, Long.parseLong(seed)));
    assertThat(readable).isBetween(MUTATIONS / 20, MUTATIONS / 2);
  }

  @Test
  void everyValidFileIsAnImage() throws IOException {
    List<byte[]> valid = ValidFiles.all();
    List<String> numbers = LongStream.range(0, valid.size()).mapToObj(String::valueOf).toList();
    assertThat(readableOf(numbers, number -> valid.get(Integer.parseInt(number))))
        .isEqualTo(valid.size());
  }

  @Test
  void everyBombIsAReject() throws IOException {
    Map<String, byte[]> bombs = Bombs.all();
    assertThat(bombs.size()).isGreaterThanOrEqualTo(50);
    // These two are what they say, and within the limits.
    assertThat(
            readableOf(
                List.copyOf(bombs.keySet()), name -> Objects.requireNonNull(bombs.get(name), name)))
        .isEqualTo(2);
  }
}
