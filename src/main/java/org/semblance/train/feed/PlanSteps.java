package org.semblance.train.feed;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.semblance.batch.PlanRow;

/** A rank's steps in the order of the plan; reads each round while the one before is in use. */
final class PlanSteps implements Iterator<PlanSteps.Step> {

  /**
   * One step.
   *
   * @param number within the round
   * @param stepsOfRound number of steps that the round has
   * @param rows in the order of the slots
   */
  record Step(int number, int stepsOfRound, List<PlanRow> rows) {}

  private final TrainingData data;
  private final int rounds;
  private final ExecutorService threads;
  private int nextRound;
  private int skipped;
  private Future<List<Step>> loading;
  private Iterator<Step> current = List.<Step>of().iterator();

  /** Steps from {@code start} to the end of round {@code rounds - 1}. */
  PlanSteps(TrainingData data, Cursor start, int rounds, ExecutorService threads) {
    this.data = data;
    this.rounds = rounds;
    this.threads = threads;
    nextRound = start.round();
    skipped = start.step();
    loading = load(nextRound);
  }

  @Override
  public boolean hasNext() {
    while (!current.hasNext() && nextRound < rounds) {
      List<Step> steps = BatchFeed.await(loading);
      current = steps.listIterator(Math.min(skipped, steps.size()));
      skipped = 0;
      nextRound++;
      loading = load(nextRound);
    }
    return current.hasNext();
  }

  @Override
  public Step next() {
    if (!hasNext()) {
      throw new NoSuchElementException("the plan has no further step");
    }
    return current.next();
  }

  private Future<List<Step>> load(int round) {
    return threads.submit(() -> round < rounds ? steps(data.rows(round)) : List.of());
  }

  private List<Step> steps(List<PlanRow> rows) {
    data.announce(rows.stream().map(PlanRow::imageId).toList());
    List<List<PlanRow>> batches = new ArrayList<>();
    int start = 0;
    for (int end = 1; end <= rows.size(); end++) {
      if (end == rows.size() || rows.get(end).step() != rows.get(start).step()) {
        batches.add(List.copyOf(rows.subList(start, end)));
        start = end;
      }
    }
    return IntStream.range(0, batches.size())
        .mapToObj(number -> new Step(number, batches.size(), batches.get(number)))
        .toList();
  }
}
