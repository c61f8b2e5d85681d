package org.semblance.batch;

import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.semblance.batch.ApfsSettings.RepresentativeRule;
import org.semblance.math.Seeds;
import org.semblance.math.Seeds.Use;

/** The representatives of all classes, round after round. */
final class RepresentativeSequence {

  private final ApfsSettings.Representatives settings;
  private final ImagesByClass images;
  private final long seed;
  private final long[][] used;
  private long[] current;

  /** The sequence as it stands at {@code cursor}. */
  RepresentativeSequence(
      ApfsSettings.Representatives settings, ImagesByClass images, long seed, ApfsCursor cursor) {
    this.settings = settings;
    this.images = images;
    this.seed = seed;
    this.used = cursor.usedRepresentatives().clone();
    this.current = cursor.representatives();
  }

  /** The representative of a class. */
  long of(int index) {
    return current[index];
  }

  long[] current() {
    return current.clone();
  }

  /** Former representatives per class, as far as the rule needs them. */
  long[][] used() {
    return used.clone();
  }

  /** Images whose embeddings {@link #advance} to {@code round} will ask for. */
  long[] imagesToEmbed(int round) {
    return switch (settings.rule()) {
      case RANDOM_CYCLE -> new long[0];
      case FARTHEST ->
          round == 0
              ? new long[0]
              : classes()
                  .boxed()
                  .flatMapToLong(
                      c -> LongStream.concat(Arrays.stream(pool(c, round)), Arrays.stream(used[c])))
                  .distinct()
                  .toArray();
      case MEDOID -> images.imageIds().clone();
    };
  }

  /** Chooses the representatives of {@code round}, the one after the last. */
  void advance(int round, ImageEmbeddings embeddings) {
    current = classes().mapToLong(c -> next(c, round, embeddings)).toArray();
    if (settings.rule() != RepresentativeRule.RANDOM_CYCLE) {
      classes().forEach(c -> used[c] = withUsed(c, current[c]));
    }
  }

  private long next(int index, int round, ImageEmbeddings embeddings) {
    long[] members = images.imagesOf(index);
    return switch (settings.rule()) {
      case RANDOM_CYCLE -> randomCycle(index, members, round);
      case FARTHEST ->
          round == 0
              ? randomCycle(index, members, round)
              : RepresentativeChoice.farthest(pool(index, round), used[index], embeddings);
      case MEDOID -> RepresentativeChoice.medoid(members, used[index], embeddings);
    };
  }

  private long randomCycle(int index, long[] members, int round) {
    return RepresentativeChoice.randomCycle(members, seed, images.classIds()[index], round);
  }

  private long[] pool(int index, int round) {
    long key = Seeds.key(seed, Use.K_CENTER, images.classIds()[index], round);
    return RepresentativeChoice.pool(images.imagesOf(index), current[index], settings.pool(), key);
  }

  /** The former representatives with {@code chosen}; only it once all images have been one. */
  private long[] withUsed(int index, long chosen) {
    long[] all =
        LongStream.concat(Arrays.stream(used[index]), LongStream.of(chosen)).distinct().toArray();
    return all.length == images.size(index) ? new long[] {chosen} : all;
  }

  private IntStream classes() {
    return IntStream.range(0, images.classCount());
  }
}
