package org.semblance.train;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.semblance.batch.PlanRow;
import org.semblance.batch.RoundRule;
import org.semblance.batch.RoundRule.RoundProgress;
import org.semblance.collective.Collective;
import org.semblance.train.feed.BatchFeed;
import org.semblance.train.feed.BatchSource;
import org.semblance.train.feed.Cursor;
import org.semblance.train.feed.FeedBatch;
import org.semblance.train.feed.LivePlanState;

/**
 * Batches of APFS rounds that cannot be planned before training: each segment is planned when the
 * one before it is done, and training says when a round is over. The first rank plans and decides,
 * the others are told.
 */
final class LiveBatches implements BatchSource {

  private static final int PLANNING_RANK = 0;

  /** How many rounds there are, and what decides on their end. */
  record Rounds(RoundRule rule, int count) {}

  /** Where the batches begin; without a state at the start of a run. */
  record Start(Cursor cursor, Optional<LivePlanState> state) {}

  private final Rounds rounds;
  private final LivePlanner planner;
  private final TrainingState state;
  private final Collective collective;
  private final Function<List<PlanRow>, BatchFeed> feeds;
  private @Nullable BatchFeed feed;
  private List<PlanRow> segment = List.of();
  private double[] validations = new double[0];
  private double activeSum;
  private int round;
  private int step;

  /**
   * Batches from {@code start} on.
   *
   * @param planner used on the first rank, at the place of {@code start} there
   * @param feeds prepares rows of this rank
   */
  LiveBatches(
      Rounds rounds,
      LivePlanner planner,
      TrainingState state,
      Collective collective,
      Function<List<PlanRow>, BatchFeed> feeds,
      Start start) {
    this.rounds = rounds;
    this.planner = planner;
    this.state = state;
    this.collective = collective;
    this.feeds = feeds;
    round = start.cursor().round();
    step = start.cursor().step();
    start.state().ifPresent(this::resume);
  }

  @Override
  public Optional<FeedBatch> next() {
    Optional<FeedBatch> ready = feed == null ? Optional.empty() : feed.next();
    if (ready.isEmpty() && round < rounds.count()) {
      segment = plan(segment.isEmpty());
      feed = open(segment);
      ready = feed.next();
    }
    return ready.map(this::placed);
  }

  @Override
  public boolean endsRound(FeedBatch batch, DoubleSupplier validation) {
    step++;
    if (rounds.rule().endsOnFeasibility()) {
      activeSum += state.objective().activeShare().orElseThrow();
    }
    boolean last = step == planner.stepsPerRound();
    boolean over = last;
    if (last || step % planner.decisionSteps() == 0) {
      over |= decidesToEnd(validation);
    }
    if (over) {
      nextRound();
    }
    return over;
  }

  @Override
  public Optional<LivePlanState> state() {
    return Optional.of(
        new LivePlanState(planner.cursor(), LivePlanState.packed(segment), validations, activeSum));
  }

  @Override
  public Map<String, Double> figures() {
    return planner.figures();
  }

  @Override
  public void close() {
    if (feed != null) {
      feed.close();
    }
  }

  private void resume(LivePlanState saved) {
    validations = saved.validations();
    activeSum = saved.activeSum();
    segment = LivePlanState.unpacked(saved.rows());
    feed = open(segment.stream().filter(row -> row.step() >= step).toList());
  }

  private List<PlanRow> plan(boolean beginsRound) {
    boolean plans = collective.rank() == PLANNING_RANK;
    if (!plans) {
      planner.help();
    }
    byte[] own = plans ? LivePlanState.packed(planner.next(beginsRound)) : new byte[0];
    return LivePlanState.unpacked(collective.allGather(own).get(PLANNING_RANK));
  }

  private BatchFeed open(List<PlanRow> rows) {
    close();
    int rank = collective.rank();
    return feeds.apply(rows.stream().filter(row -> row.worker() == rank).toList());
  }

  /** The batch with its place in the round instead of the segment. */
  private FeedBatch placed(FeedBatch batch) {
    return new FeedBatch(
        step,
        planner.stepsPerRound(),
        batch.images(),
        batch.classes(),
        batch.representatives(),
        batch.release());
  }

  private boolean decidesToEnd(DoubleSupplier validation) {
    if (rounds.rule().endsOnPlateau()) {
      double value = validation.getAsDouble();
      if (Arrays.stream(validations).allMatch(former -> value > former)) {
        state.objective().keepBest(state.student().groups());
      }
      validations = Arrays.copyOf(validations, validations.length + 1);
      validations[validations.length - 1] = value;
    }
    int steps = (step - 1) % planner.decisionSteps() + 1;
    float[] share = {(float) (activeSum / steps)};
    collective.broadcast(share, PLANNING_RANK);
    activeSum = 0;
    return rounds.rule().isOver(new RoundProgress(validations, share[0]));
  }

  private void nextRound() {
    round++;
    step = 0;
    segment = List.of();
    validations = new double[0];
    activeSum = 0;
  }
}
