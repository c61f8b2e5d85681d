package org.semblance.batch;

import java.util.Iterator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.semblance.fault.SemblanceException;
import org.semblance.math.Seeds;
import org.semblance.math.Seeds.Use;

/**
 * Plain shuffling: each round is a permutation of the images, cut into global batches, and each of
 * those into one contiguous part per worker.
 *
 * <p>A last batch with fewer images than workers is always dropped: no worker may be idle in a
 * step.
 */
public record ShuffleSampler(
    SamplerSettings.Shuffle settings, ImagesByClass images, long seed, int workers)
    implements BatchSampler {

  /**
   * @throws SemblanceException usage, if the batch does not divide among the workers or exceeds the
   *     set
   */
  public ShuffleSampler {
    settings.requireRanks(workers);
    if (settings.dropLast() && settings.batchSize() > images.imageCount()) {
      throw SemblanceException.usage(
          "plan.sampler.batch-size is %d but the training split has only %d images: lower it or set plan.sampler.drop-last to false"
              .formatted(settings.batchSize(), images.imageCount()));
    }
    if (images.imageCount() < workers) {
      throw SemblanceException.usage(
          "train.ranks is %d but the training split has only %d images: lower it"
              .formatted(workers, images.imageCount()));
    }
  }

  @Override
  public int stepsPerRound() {
    int full = images.imageCount() / settings.batchSize();
    int rest = images.imageCount() % settings.batchSize();
    return !settings.dropLast() && rest >= workers ? full + 1 : full;
  }

  @Override
  public long rowsPerRound() {
    return Math.min(images.imageCount(), (long) stepsPerRound() * settings.batchSize());
  }

  @Override
  public Iterator<PlanRow> round(int round) {
    long[] positions = IntStream.range(0, images.imageCount()).asLongStream().toArray();
    long[] order = Seeds.permuted(positions, Seeds.key(seed, Use.SHUFFLE, round));
    return IntStream.range(0, stepsPerRound())
        .boxed()
        .flatMap(step -> rows(round, step, order))
        .iterator();
  }

  private Stream<PlanRow> rows(int round, int step, long[] order) {
    int start = step * settings.batchSize();
    int size = Math.min(settings.batchSize(), order.length - start);
    return IntStream.range(0, workers)
        .boxed()
        .flatMap(
            worker -> {
              int from = start + share(size, worker);
              int to = start + share(size, worker + 1);
              return IntStream.range(from, to)
                  .mapToObj(i -> row(round, step, worker, i - from, i - start, (int) order[i]));
            });
  }

  private int share(int size, int worker) {
    return (int) ((long) size * worker / workers);
  }

  private PlanRow row(int round, int step, int worker, int slot, int batchSlot, int position) {
    LabeledImage image = images.at(position);
    long augmentSeed = PlanRow.augmentSeed(seed, round, step, 0, batchSlot);
    return new PlanRow(
        round, 0, step, worker, slot, image.imageId(), image.classId(), false, 0, augmentSeed);
  }
}
