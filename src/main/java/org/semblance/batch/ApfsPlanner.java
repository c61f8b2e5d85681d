package org.semblance.batch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.LongStream;
import org.semblance.batch.ApfsSettings.Placement;
import org.semblance.batch.ApfsSettings.ShortClass;
import org.semblance.batch.RoundRule.RoundShape;
import org.semblance.batch.ShuffledQueue.Cursor;
import org.semblance.fault.SemblanceException;
import org.semblance.math.Seeds;
import org.semblance.math.Seeds.Use;

/**
 * Plans the batches of APFS (Can, Gürbüz, Alatan, arXiv 1907.07585): for a round each class keeps
 * one representative, which is in every batch of the class; the other images come from a queue per
 * class that goes on through all rounds. A class meets all its images in each pass of its queue, be
 * it as a draw or as the representative then in force.
 *
 * <p>A planner moves forward only: {@link #beginRound}, then steps or segments. {@link #cursor} is
 * all of its state. Not safe for use by several threads.
 */
public final class ApfsPlanner {

  private final ApfsSettings settings;
  private final ImagesByClass images;
  private final long seed;
  private final int workers;
  private final RoundShape shape;
  private final ShuffledQueue[] queues;
  private final RepresentativeSequence representatives;
  private final int[] allVisits;
  private int[] roundVisits;
  private ClassSchedule schedule;
  private int round;
  private int step;

  /**
   * A planner at {@code cursor}.
   *
   * @param images the training set; classes with too few images are left out
   * @param workers ranks that share each step, at least 1
   * @throws SemblanceException usage, if too few classes remain for one step
   */
  public ApfsPlanner(
      ApfsSettings settings, ImagesByClass images, long seed, int workers, ApfsCursor cursor) {
    this.settings = settings;
    this.images = eligible(settings, images, workers);
    this.seed = seed;
    this.workers = workers;
    this.shape = shape(settings, this.images, workers);
    requireClasses(cursor);
    this.queues = new ShuffledQueue[this.images.classCount()];
    for (int c = 0; c < queues.length; c++) {
      int classId = this.images.classIds()[c];
      queues[c] =
          new ShuffledQueue(
              this.images.imagesOf(c),
              pass -> Seeds.key(seed, Use.SAMPLE_ORDER, classId, pass),
              cursor.queue(c));
    }
    this.representatives =
        new RepresentativeSequence(settings.representatives(), this.images, seed, cursor);
    this.allVisits = cursor.allVisits().clone();
    this.roundVisits = cursor.roundVisits().clone();
    this.round = cursor.round();
    this.step = cursor.step();
    this.schedule = newSchedule();
  }

  /** A planner before round 0. */
  public ApfsPlanner(ApfsSettings settings, ImagesByClass images, long seed, int workers) {
    this(
        settings,
        images,
        seed,
        workers,
        ApfsCursor.start(eligible(settings, images, workers).classCount()));
  }

  /** The classes that take part, with their images; arrays by class index refer to it. */
  public ImagesByClass images() {
    return images;
  }

  /** Steps of a round, or the most it may have where training ends it. */
  public int stepsPerRound() {
    return settings.round().steps(shape);
  }

  /**
   * Steps of a segment; the last of a round may have fewer. With mining from memory at most a pass
   * over the classes: what training has seen since then is used.
   */
  public int segmentSteps() {
    int steps = decisionSteps();
    return settings.mining().readsMemory() ? Math.min(steps, shape.classPass()) : steps;
  }

  /** Steps after each of which training decides whether the round is over. */
  public int decisionSteps() {
    return settings.round().segmentSteps(shape);
  }

  /** Image ids of the representatives in force, by class index. */
  public long[] representatives() {
    return representatives.current();
  }

  /** Where the planner stands. */
  public ApfsCursor cursor() {
    Cursor[] cursors = Arrays.stream(queues).map(ShuffledQueue::cursor).toArray(Cursor[]::new);
    return new ApfsCursor(
        round,
        step,
        representatives.current(),
        roundVisits.clone(),
        allVisits.clone(),
        Arrays.stream(cursors).mapToInt(Cursor::pass).toArray(),
        Arrays.stream(cursors).mapToInt(Cursor::position).toArray(),
        Arrays.stream(cursors).map(Cursor::deferred).toArray(long[][]::new),
        representatives.used());
  }

  /** Images whose embeddings {@link #beginRound(ImageEmbeddings)} will ask for; often none. */
  public long[] imagesToEmbed() {
    return representatives.imagesToEmbed(round + 1);
  }

  /** Begins the next round where representatives need no embeddings. */
  public void beginRound() {
    beginRound(
        imageId -> {
          throw new IllegalStateException(
              "the representatives of round %d need the embedding of image %d"
                  .formatted(round, imageId));
        });
  }

  /** Begins the next round: new representatives, visits within the round from 0. */
  public void beginRound(ImageEmbeddings embeddings) {
    round++;
    representatives.advance(round, embeddings);
    step = 0;
    roundVisits = new int[images.classCount()];
    schedule = newSchedule();
  }

  /** The rows of the next step, in the order (worker, slot). */
  public List<PlanRow> nextStep(ClassNeighbors neighbors) {
    if (round < 0) {
      throw new IllegalStateException("beginRound must come before the first step");
    }
    boolean shared = settings.placement() == Placement.SHARED;
    int[][] batches = schedule.step(shared ? 1 : workers, settings.classesPerBatch(), neighbors);
    Others[][] others =
        Arrays.stream(batches)
            .map(batch -> Arrays.stream(batch).mapToObj(this::draw).toArray(Others[]::new))
            .toArray(Others[][]::new);
    List<PlanRow> rows = new ArrayList<>();
    for (int worker = 0; worker < workers; worker++) {
      int batch = shared ? 0 : worker;
      int firstDraw = shared ? worker * (settings.imagesPerClass() - 1) : 0;
      addBatch(worker, batches[batch], others[batch], firstDraw, rows);
    }
    step++;
    return rows;
  }

  /**
   * The rows of the steps up to the end of the segment or the round, whichever comes first.
   *
   * @param neighbors nearest classes by the representatives' embeddings, by class index; {@link
   *     ClassNeighbors#none} for a schedule without mining
   */
  public List<PlanRow> nextSegment(ClassNeighbors neighbors) {
    int end =
        Math.min(
            stepsPerRound(), Math.min(nextMultiple(segmentSteps()), nextMultiple(decisionSteps())));
    List<PlanRow> rows = new ArrayList<>();
    while (step < end) {
      rows.addAll(nextStep(neighbors));
    }
    return rows;
  }

  private int nextMultiple(int of) {
    return (step / of + 1) * of;
  }

  /** The rows of the next {@code count} whole rounds, planned while they are read. */
  public Iterator<PlanRow> rounds(int count) {
    ClassNeighbors none = ClassNeighbors.none(images.classCount());
    int steps = stepsPerRound();
    return LongStream.range(0, (long) count * steps)
        .mapToObj(
            i -> {
              if (i % steps == 0) {
                beginRound();
              }
              return nextStep(none);
            })
        .flatMap(List::stream)
        .iterator();
  }

  /** The other images of one class in one step: distinct ones, repeated up to {@code size}. */
  private record Others(long[] distinct, int size) {}

  private Others draw(int index) {
    int wanted = settings.drawsPerVisit(workers);
    int count = Math.min(wanted, images.size(index) - 1);
    long[] drawn = queues[index].draw(count, representatives.of(index));
    return new Others(drawn, settings.shortClass() == ShortClass.REPEAT ? wanted : count);
  }

  private void addBatch(
      int worker, int[] batch, Others[] others, int firstDraw, List<PlanRow> rows) {
    for (int j = 0; j < batch.length; j++) {
      rows.add(row(worker, j, representatives.of(batch[j]), batch[j], true, 0));
    }
    for (int g = 0; g < settings.imagesPerClass() - 1; g++) {
      for (int j = 0; j < batch.length; j++) {
        int draw = firstDraw + g;
        if (draw < others[j].size()) {
          long[] distinct = others[j].distinct();
          int slot = batch.length + g * batch.length + j;
          long image = distinct[draw % distinct.length];
          rows.add(row(worker, slot, image, batch[j], false, draw / distinct.length));
        }
      }
    }
  }

  private PlanRow row(
      int worker, int slot, long image, int index, boolean representative, int replica) {
    return new PlanRow(
        round,
        step / segmentSteps(),
        step,
        worker,
        slot,
        image,
        images.classIds()[index],
        representative,
        replica,
        PlanRow.augmentSeed(seed, round, step, worker, slot));
  }

  private ClassSchedule newSchedule() {
    return new ClassSchedule(
        settings.mining(),
        roundVisits,
        allVisits,
        (visits, index) ->
            Seeds.key(seed, Use.CLASS_ORDER, round, visits, images.classIds()[index]));
  }

  private void requireClasses(ApfsCursor cursor) {
    if (cursor.allVisits().length != images.classCount()) {
      throw new IllegalArgumentException(
          "cursor must be of a plan of %d classes, got %d"
              .formatted(images.classCount(), cursor.allVisits().length));
    }
  }

  private static ImagesByClass eligible(ApfsSettings settings, ImagesByClass images, int workers) {
    int fewest = settings.shortClass() == ShortClass.SKIP ? settings.drawsPerVisit(workers) + 1 : 2;
    ImagesByClass eligible = images.classesOfAtLeast(fewest);
    int needed = settings.classesPerStep(workers);
    if (eligible.classCount() < needed) {
      throw SemblanceException.usage(
          "apfs.classes-per-batch is %d and train.ranks is %d, so a step needs %d classes, but the training split has only %d of at least %d images: lower it or set apfs.placement to shared"
              .formatted(
                  settings.classesPerBatch(), workers, needed, eligible.classCount(), fewest));
    }
    return eligible;
  }

  private static RoundShape shape(ApfsSettings settings, ImagesByClass images, int workers) {
    return new RoundShape(
        images.classCount(),
        images.imageCount(),
        settings.classesPerStep(workers),
        settings.drawsPerVisit(workers));
  }
}
