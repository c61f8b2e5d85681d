package org.semblance.optim.slice;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.io.Serializable;
import java.util.List;
import org.semblance.config.Setting;
import org.semblance.config.Summary;

/**
 * Hyper-parameters of BigDL's {@code LearningRateSchedule}s. Steps count from 0, epochs from 1;
 * what a schedule gives is multiplied by the factor of {@code train.schedule} and {@code
 * train.warm-up}.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = BigDlSchedule.Default.class, name = "default"),
  @JsonSubTypes.Type(value = BigDlSchedule.Poly.class, name = "poly"),
  @JsonSubTypes.Type(value = BigDlSchedule.Step.class, name = "step"),
  @JsonSubTypes.Type(value = BigDlSchedule.MultiStep.class, name = "multi-step"),
  @JsonSubTypes.Type(value = BigDlSchedule.EpochStep.class, name = "epoch-step"),
  @JsonSubTypes.Type(value = BigDlSchedule.EpochDecay.class, name = "epoch-decay"),
  @JsonSubTypes.Type(value = BigDlSchedule.WarmUpEpochDecay.class, name = "warm-up-epoch-decay"),
  @JsonSubTypes.Type(value = BigDlSchedule.NaturalExp.class, name = "natural-exp"),
  @JsonSubTypes.Type(value = BigDlSchedule.Exponential.class, name = "exponential"),
  @JsonSubTypes.Type(value = BigDlSchedule.WarmUp.class, name = "warm-up"),
  @JsonSubTypes.Type(value = BigDlSchedule.Sequence.class, name = "sequence")
})
public sealed interface BigDlSchedule extends Serializable {

  /**
   * {@code rate / (1 + step * decay)}.
   *
   * @param decay at least 0
   */
  @Summary("rate / (1 + step decay)")
  record Default(@Setting(value = "Decay per step.", byDefault = "0.0", atLeast = 0) double decay)
      implements BigDlSchedule {

    public Default {
      if (!(decay >= 0 && Double.isFinite(decay))) {
        throw new IllegalArgumentException("decay must be at least 0, got " + decay);
      }
    }
  }

  /**
   * {@code rate * (1 - step / steps)^power}, 0 after that.
   *
   * @param steps at least 1
   */
  @Summary("rate (1 - step / steps)^power")
  record Poly(
      @Setting(value = "Exponent.", byDefault = "1.0") double power,
      @Setting(value = "Steps until the rate is 0.", atLeast = 1, unit = "steps") int steps)
      implements BigDlSchedule {

    public Poly {
      atLeastOne("steps", steps);
    }
  }

  /**
   * {@code rate * gamma^floor(step / everySteps)}.
   *
   * @param everySteps at least 1
   */
  @Summary("rate gamma^floor(step / every-steps)")
  record Step(
      @Setting(value = "Steps between changes.", atLeast = 1, unit = "steps") int everySteps,
      @Setting(value = "Factor.", byDefault = "0.1") double gamma)
      implements BigDlSchedule {

    public Step {
      atLeastOne("every-steps", everySteps);
    }
  }

  /**
   * {@code rate * gamma^(milestones reached)}.
   *
   * @param milestones steps, ascending
   */
  @Summary("rate gamma^(milestones passed)")
  record MultiStep(
      @Setting(value = "Steps, ascending.", unit = "steps") List<Integer> milestones,
      @Setting(value = "Factor.", byDefault = "0.1") double gamma)
      implements BigDlSchedule {

    public MultiStep {
      milestones = ascending(milestones);
    }
  }

  /**
   * {@code rate * gamma^floor(epoch / everyEpochs)}.
   *
   * @param everyEpochs at least 1
   */
  @Summary("rate gamma^floor(epoch / every-epochs)")
  record EpochStep(
      @Setting(value = "Epochs between changes.", atLeast = 1, unit = "epochs") int everyEpochs,
      @Setting(value = "Factor.", byDefault = "0.1") double gamma)
      implements BigDlSchedule {

    public EpochStep {
      atLeastOne("every-epochs", everyEpochs);
    }
  }

  /**
   * {@code rate / 10^(milestones reached)}.
   *
   * @param milestones epochs, ascending
   */
  @Summary("A tenth at each milestone.")
  record EpochDecay(
      @Setting(value = "Epochs from 1, ascending.", unit = "epochs") List<Integer> milestones)
      implements BigDlSchedule {

    public EpochDecay {
      milestones = ascending(milestones);
    }
  }

  /**
   * {@code rate + step * delta} for some steps; then what is reached, {@code / 10^(milestones
   * reached)}.
   *
   * @param steps of the rise, at least 1
   * @param delta of the learning rate per step
   * @param milestones epochs, ascending
   */
  @Summary("rate + step delta, then as epoch-decay.")
  record WarmUpEpochDecay(
      @Setting(value = "Steps of the rise.", atLeast = 1, unit = "steps") int steps,
      @Setting("Rise per step.") double delta,
      @Setting(value = "Epochs from 1, ascending.", unit = "epochs") List<Integer> milestones)
      implements BigDlSchedule {

    public WarmUpEpochDecay {
      atLeastOne("steps", steps);
      milestones = ascending(milestones);
    }
  }

  /**
   * {@code rate * e^(-gamma floor(step / everySteps))}.
   *
   * @param everySteps at least 1
   */
  @Summary("rate e^(-gamma floor(step / every-steps))")
  record NaturalExp(
      @Setting(value = "Steps between changes.", atLeast = 1, unit = "steps") int everySteps,
      @Setting(value = "Decay.", byDefault = "0.1") double gamma)
      implements BigDlSchedule {

    public NaturalExp {
      atLeastOne("every-steps", everySteps);
    }
  }

  /**
   * {@code rate * gamma^(step / everySteps)}.
   *
   * @param everySteps at least 1
   * @param staircase whether to round the exponent down
   */
  @Summary("rate gamma^(step / every-steps)")
  record Exponential(
      @Setting(value = "Steps of one factor.", atLeast = 1, unit = "steps") int everySteps,
      @Setting(value = "Factor.", byDefault = "0.1") double gamma,
      @Setting(value = "Whether the exponent is rounded down.", byDefault = "false")
          boolean staircase)
      implements BigDlSchedule {

    public Exponential {
      atLeastOne("every-steps", everySteps);
    }
  }

  /**
   * {@code rate + step * delta}, without end: a part of a sequence.
   *
   * @param delta of the learning rate per step
   */
  @Summary("rate + step delta; a part of a sequence.")
  record WarmUp(@Setting("Rise per step.") double delta) implements BigDlSchedule {}

  /**
   * {@code SequentialSchedule}: one schedule after the other, each from the rate that the one
   * before has reached.
   *
   * @param stepsPerEpoch at least 1; epochs are counted by it
   * @param parts in their order
   */
  @Summary("One schedule after the other.")
  record Sequence(
      @Setting(value = "Steps of an epoch.", atLeast = 1, unit = "steps") int stepsPerEpoch,
      @Setting("The schedules, each a learning-rate-schedule and its steps.") List<Part> parts)
      implements BigDlSchedule {

    public Sequence {
      atLeastOne("steps-per-epoch", stepsPerEpoch);
      parts = List.copyOf(parts);
      if (parts.isEmpty()) {
        throw new IllegalArgumentException("parts must have at least one, got none");
      }
    }
  }

  /**
   * A part of a sequence.
   *
   * @param steps that it lasts, at least 1
   */
  record Part(
      @Setting(
              "BigDL's own rate; times `schedule` and `warm-up`. Steps count from 0, "
                  + "epochs from 1.")
          BigDlSchedule learningRateSchedule,
      @Setting(value = "Steps of the part.", atLeast = 1, unit = "steps") int steps)
      implements Serializable {

    public Part {
      atLeastOne("steps", steps);
      if (learningRateSchedule instanceof Sequence) {
        throw new IllegalArgumentException(
            "learning-rate-schedule must not be a sequence within a sequence");
      }
    }
  }

  private static void atLeastOne(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " must be at least 1, got " + value);
    }
  }

  private static List<Integer> ascending(List<Integer> milestones) {
    if (!milestones.stream().sorted().toList().equals(milestones)) {
      throw new IllegalArgumentException("milestones must be ascending, got " + milestones);
    }
    return List.copyOf(milestones);
  }
}
