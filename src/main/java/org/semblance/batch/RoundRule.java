package org.semblance.batch;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.io.Serializable;
import org.semblance.config.Setting;
import org.semblance.config.Settings;
import org.semblance.config.Summary;

/** When an APFS round is over: {@code apfs.round}. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = RoundRule.Fixed.class, name = "fixed"),
  @JsonSubTypes.Type(value = RoundRule.Coverage.class, name = "coverage"),
  @JsonSubTypes.Type(value = RoundRule.Plateau.class, name = "plateau"),
  @JsonSubTypes.Type(value = RoundRule.Feasible.class, name = "feasible")
})
public sealed interface RoundRule extends Serializable {

  /** Steps of a round, or the most it may have where training decides. */
  int steps(RoundShape shape);

  /** Steps that are planned together: the whole round, or the time between two decisions. */
  int segmentSteps(RoundShape shape);

  /** Whether the length is known before training. */
  default boolean hasFixedLength() {
    return true;
  }

  /** Whether a round ends when a monitored value no longer improves. */
  default boolean endsOnPlateau() {
    return false;
  }

  /** Whether a round ends when few terms of the loss are active. */
  default boolean endsOnFeasibility() {
    return false;
  }

  /** Whether training has reached the end of the round, however long it was. */
  default boolean isOver(RoundProgress progress) {
    return false;
  }

  /**
   * What training tells of a round under way.
   *
   * @param validations of the round, larger is better, oldest first; not copied
   * @param activeShare mean share of active loss terms since the last decision
   */
  record RoundProgress(double[] validations, double activeShare) {}

  /**
   * What the length of a round depends on.
   *
   * @param classes eligible classes
   * @param images of those classes
   * @param classesPerStep different classes that one step shows
   * @param drawsPerVisit images of a class that one step shows beside its representative
   */
  record RoundShape(int classes, long images, int classesPerStep, int drawsPerVisit) {

    /** Steps until every class was shown once. */
    int classPass() {
      return steps(1);
    }

    /** Steps until every class was shown {@code visits} times. */
    int steps(long visits) {
      return Math.toIntExact(ceilDiv(visits * classes, classesPerStep));
    }

    /** Visits that show about all images of a class of mean size. */
    long visits() {
      return Math.max(1, ceilDiv(images - classes, (long) classes * drawsPerVisit));
    }

    private static long ceilDiv(long dividend, long divisor) {
      return -Math.floorDiv(-dividend, divisor);
    }
  }

  /** A fixed number of {@code steps}. */
  @Summary("A number of steps.")
  record Fixed(
      @Setting(value = "Steps of a round.", byDefault = "32", atLeast = 1, unit = "steps")
          int steps)
      implements RoundRule {

    public Fixed {
      Settings.check(Fixed.class, steps);
    }

    @Override
    public int steps(RoundShape shape) {
      return steps;
    }

    @Override
    public int segmentSteps(RoundShape shape) {
      return steps;
    }
  }

  /** Until each class was shown {@code visits} times; 0: until about all its images were. */
  @Summary("A number of visits of each class.")
  record Coverage(
      @Setting(
              value = "Visits per class; 0 until about all images were shown.",
              byDefault = "0",
              atLeast = 0)
          int visits)
      implements RoundRule {

    public Coverage {
      Settings.check(Coverage.class, visits);
    }

    @Override
    public int steps(RoundShape shape) {
      return shape.steps(visits == 0 ? shape.visits() : visits);
    }

    @Override
    public int segmentSteps(RoundShape shape) {
      return steps(shape);
    }
  }

  /**
   * Until {@code patience} validations in turn, one per {@code evaluateEvery} steps, were no gain
   * above {@code minDelta} on the best of the round.
   */
  @Summary("Until validation no longer gains.")
  record Plateau(
      @Setting(value = "Steps between validations.", byDefault = "25", atLeast = 1, unit = "steps")
          int evaluateEvery,
      @Setting(value = "Validations in turn without gain.", byDefault = "3", atLeast = 1)
          int patience,
      @Setting(value = "Gain on the round's best that counts.", byDefault = "1.0e-5", atLeast = 0)
          double minDelta,
      @Setting(
              value = "Steps of a round at most, at least evaluate-every.",
              byDefault = "1000",
              atLeast = 1,
              unit = "steps")
          int maxSteps)
      implements RoundRule {

    public Plateau {
      Settings.check(Plateau.class, evaluateEvery, patience, minDelta, maxSteps);
      if (maxSteps < evaluateEvery) {
        throw new IllegalArgumentException(
            "max-steps must be at least evaluate-every = %d, got %d"
                .formatted(evaluateEvery, maxSteps));
      }
    }

    @Override
    public int steps(RoundShape shape) {
      return maxSteps;
    }

    @Override
    public int segmentSteps(RoundShape shape) {
      return evaluateEvery;
    }

    @Override
    public boolean hasFixedLength() {
      return false;
    }

    @Override
    public boolean endsOnPlateau() {
      return true;
    }

    @Override
    public boolean isOver(RoundProgress progress) {
      return isOver(progress.validations());
    }

    /**
     * Whether the round is over after validations that gave {@code values}, all of this round.
     *
     * @param values larger is better, oldest first
     */
    public boolean isOver(double[] values) {
      double best = Double.NEGATIVE_INFINITY;
      int withoutGain = 0;
      for (double value : values) {
        withoutGain = value > best + minDelta ? 0 : withoutGain + 1;
        best = Math.max(best, value);
      }
      return withoutGain >= patience;
    }
  }

  /** Until the mean share of active loss terms over a class pass is below {@code epsilon}. */
  @Summary("Until few terms of the loss are active.")
  record Feasible(
      @Setting(
              value = "Share of active loss terms over a class pass that ends the round.",
              byDefault = "0.05",
              above = 0,
              atMost = 1)
          double epsilon,
      @Setting(value = "Steps of a round at most.", byDefault = "1000", atLeast = 1, unit = "steps")
          int maxSteps)
      implements RoundRule {

    public Feasible {
      Settings.check(Feasible.class, epsilon, maxSteps);
    }

    @Override
    public int steps(RoundShape shape) {
      return maxSteps;
    }

    @Override
    public int segmentSteps(RoundShape shape) {
      return Math.min(maxSteps, shape.classPass());
    }

    @Override
    public boolean hasFixedLength() {
      return false;
    }

    @Override
    public boolean endsOnFeasibility() {
      return true;
    }

    @Override
    public boolean isOver(RoundProgress progress) {
      return isOver(progress.activeShare());
    }

    /** Whether the round is over, given the share of active terms of the last class pass. */
    public boolean isOver(double activeShare) {
      return activeShare < epsilon;
    }
  }
}
