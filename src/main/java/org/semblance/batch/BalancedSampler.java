package org.semblance.batch;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.semblance.fault.SemblanceException;
import org.semblance.math.Seeds;
import org.semblance.math.Seeds.Use;

/**
 * P classes times K images: the classes of a global batch are distinct, every class has its turn
 * before any has a second one, and a class hands out all its images before any recurs. Each worker
 * holds P / W whole classes, K neighboring slots each.
 *
 * <p>A class of fewer than K images gives all of them first and then draws the rest of its K with
 * replacement (the rule of OML's BalanceSampler; pytorch-metric-learning draws all K with
 * replacement and so may leave images out).
 */
public record BalancedSampler(
    SamplerSettings.Balanced settings, ImagesByClass images, long seed, int workers)
    implements BatchSampler {

  /**
   * @throws SemblanceException usage, if there are fewer than P classes or W does not divide P;
   *     data, if a class has one image and K is larger
   */
  public BalancedSampler {
    int classes = settings.classesPerBatch();
    settings.requireRanks(workers);
    if (classes > images.classCount()) {
      throw SemblanceException.usage(
          "plan.sampler.classes-per-batch is %d but the training split has only %d classes: lower it"
              .formatted(classes, images.classCount()));
    }
    for (int c = 0; settings.imagesPerClass() > 1 && c < images.classCount(); c++) {
      if (images.size(c) < 2) {
        throw SemblanceException.data(
            "class_id %d has 1 training image but plan.sampler.images-per-class is %d: add an image to the class, remove it or use plan.sampler.type shuffle"
                .formatted(images.classIds()[c], settings.imagesPerClass()));
      }
    }
  }

  @Override
  public int stepsPerRound() {
    int rows = settings.classesPerBatch() * settings.imagesPerClass();
    return settings.stepsPerEpoch() > 0
        ? settings.stepsPerEpoch()
        : Math.max(1, images.imageCount() / rows);
  }

  @Override
  public long rowsPerRound() {
    return (long) stepsPerRound() * settings.classesPerBatch() * settings.imagesPerClass();
  }

  @Override
  public Iterator<PlanRow> round(int round) {
    Draws draws = new Draws(round);
    return IntStream.range(0, stepsPerRound())
        .boxed()
        .flatMap(step -> draws.batch(step).stream())
        .iterator();
  }

  /** The queues of one round: one of classes, one of images per class seen so far. */
  private final class Draws {

    private final int round;
    private final ShuffledQueue classQueue;
    private final Map<Integer, ShuffledQueue> imageQueues = new HashMap<>();

    Draws(int round) {
      this.round = round;
      long[] classes = IntStream.range(0, images.classCount()).asLongStream().toArray();
      this.classQueue =
          new ShuffledQueue(classes, pass -> Seeds.key(seed, Use.CLASS_ORDER, round, pass));
    }

    List<PlanRow> batch(int step) {
      List<PlanRow> rows = new ArrayList<>();
      int classesPerWorker = settings.classesPerBatch() / workers;
      long[] drawn = classQueue.draw(settings.classesPerBatch());
      for (int j = 0; j < drawn.length; j++) {
        int firstSlot = j % classesPerWorker * settings.imagesPerClass();
        addClass((int) drawn[j], step, j / classesPerWorker, firstSlot, rows);
      }
      return rows;
    }

    private void addClass(int index, int step, int worker, int firstSlot, List<PlanRow> rows) {
      long[] members = images.imagesOf(index);
      int classId = images.classIds()[index];
      long[] first =
          queue(index, members).draw(Math.min(settings.imagesPerClass(), members.length));
      SplittableRandom random =
          Seeds.random(Seeds.key(seed, Use.SAMPLE_ORDER, round, step, classId, 0));
      Map<Long, Integer> occurrences = new HashMap<>();
      for (int i = 0; i < settings.imagesPerClass(); i++) {
        long image = i < first.length ? first[i] : members[Seeds.below(random, members.length)];
        int replica = occurrences.merge(image, 1, Integer::sum) - 1;
        int slot = firstSlot + i;
        long augmentSeed = PlanRow.augmentSeed(seed, round, step, 0, rows.size());
        rows.add(
            new PlanRow(round, 0, step, worker, slot, image, classId, false, replica, augmentSeed));
      }
    }

    private ShuffledQueue queue(int index, long[] members) {
      int classId = images.classIds()[index];
      return imageQueues.computeIfAbsent(
          index,
          c ->
              new ShuffledQueue(
                  members, pass -> Seeds.key(seed, Use.SAMPLE_ORDER, round, classId, pass)));
    }
  }
}
