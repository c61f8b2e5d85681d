package org.semblance.optim;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.io.Serializable;
import java.util.List;
import org.semblance.config.Setting;
import org.semblance.config.Settings;
import org.semblance.config.Summary;

/**
 * The factor of every learning rate as a pure function of the epoch. Epochs count from 0, and the
 * factor holds for the whole epoch: what PyTorch's schedulers give when stepped at the end of each
 * epoch.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Schedule.Constant.class, name = "constant"),
  @JsonSubTypes.Type(value = Schedule.Step.class, name = "step"),
  @JsonSubTypes.Type(value = Schedule.MultiStep.class, name = "multi-step"),
  @JsonSubTypes.Type(value = Schedule.Cosine.class, name = "cosine")
})
public interface Schedule extends Serializable {

  /**
   * The factor in {@code epoch}.
   *
   * @param epoch from 0
   * @param epochs of the whole run
   */
  double factor(int epoch, int epochs);

  /** Always 1. */
  @Summary("Always 1.")
  record Constant() implements Schedule {

    @Override
    public double factor(int epoch, int epochs) {
      return 1;
    }
  }

  /**
   * {@code gamma^floor(epoch / everyEpochs)}: {@code torch.optim.lr_scheduler.StepLR}.
   *
   * @param everyEpochs at least 1
   * @param gamma positive
   */
  @Summary("A factor every few epochs.")
  record Step(
      @Setting(value = "Epochs between changes.", byDefault = "10", atLeast = 1, unit = "epochs")
          int everyEpochs,
      @Setting(value = "Factor.", byDefault = "0.5", above = 0) double gamma)
      implements Schedule {

    public Step {
      Settings.check(Step.class, everyEpochs, gamma);
    }

    @Override
    public double factor(int epoch, int epochs) {
      int decays = epoch / everyEpochs;
      return Math.pow(gamma, decays);
    }
  }

  /**
   * {@code gamma} to the number of milestones reached: {@code MultiStepLR}; milestone 2 acts first
   * in epoch 2, the third.
   *
   * @param milestones epochs, ascending
   * @param gamma positive
   */
  @Summary("A factor at each milestone.")
  record MultiStep(
      @Setting(value = "Epochs from 0, ascending.", unit = "epochs") List<Integer> milestones,
      @Setting(value = "Factor.", byDefault = "0.1", above = 0) double gamma)
      implements Schedule {

    public MultiStep {
      Settings.check(MultiStep.class, milestones, gamma);
      milestones = List.copyOf(milestones);
      if (!milestones.stream().sorted().toList().equals(milestones)) {
        throw new IllegalArgumentException("milestones must be ascending, got " + milestones);
      }
    }

    @Override
    public double factor(int epoch, int epochs) {
      double reached = milestones.stream().filter(milestone -> milestone <= epoch).count();
      return Math.pow(gamma, reached);
    }
  }

  /**
   * {@code last + (1 - last) (1 + cos(pi epoch / epochs)) / 2}: {@code CosineAnnealingLR} over the
   * whole run.
   *
   * @param last factor that the curve ends at, in {@code [0, 1]}
   */
  @Summary("Half a cosine wave.")
  record Cosine(
      @Setting(value = "Factor at the end.", byDefault = "0.0", atLeast = 0, atMost = 1)
          double last)
      implements Schedule {

    public Cosine {
      Settings.check(Cosine.class, last);
    }

    @Override
    public double factor(int epoch, int epochs) {
      return last + (1 - last) * (1 + Math.cos(Math.PI * epoch / epochs)) / 2;
    }
  }
}
