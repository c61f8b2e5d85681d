package org.semblance.optim.slice;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import org.semblance.config.Setting;
import org.semblance.config.Summary;

/**
 * Hyper-parameters of BigDL's {@code OptimMethod}s, with the names it gives their moments. Learning
 * rates are those of the parameter groups; weight decay is added to the gradient for all of them.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = BigDlMethod.Sgd.class, name = "sgd"),
  @JsonSubTypes.Type(value = BigDlMethod.Adam.class, name = "adam"),
  @JsonSubTypes.Type(value = BigDlMethod.Adagrad.class, name = "adagrad"),
  @JsonSubTypes.Type(value = BigDlMethod.Adadelta.class, name = "adadelta"),
  @JsonSubTypes.Type(value = BigDlMethod.RmsProp.class, name = "rms-prop"),
  @JsonSubTypes.Type(value = BigDlMethod.Adamax.class, name = "adamax"),
  @JsonSubTypes.Type(value = BigDlMethod.Ftrl.class, name = "ftrl"),
  @JsonSubTypes.Type(value = BigDlMethod.Lars.class, name = "lars")
})
public sealed interface BigDlMethod extends Serializable {

  /** Keys of the arrays that the method keeps between steps. */
  List<String> moments();

  /** How learning rates depend on the norms of each tensor, if they do. */
  default Optional<TrustRatio> trustRatio() {
    return Optional.empty();
  }

  /** The method's own schedule of learning rates. */
  default BigDlSchedule learningRateSchedule() {
    return new BigDlSchedule.Default(0);
  }

  /**
   * {@code SGD}. Its buffer starts as the first gradient, then follows {@code momentum * buffer +
   * (1 - dampening) * g}.
   *
   * @param momentum in {@code [0, 1)}
   * @param dampening in {@code [0, 1]}; BigDL's default is the momentum, PyTorch's is 0
   * @param nesterov whether to look ahead; needs a positive momentum and no dampening
   */
  @Summary("Stochastic gradient descent.")
  record Sgd(
      @Setting(
              value = "Share of the last step that is repeated.",
              byDefault = "0.9",
              atLeast = 0,
              below = 1)
          double momentum,
      @Setting(
              value = "Share of the gradient that momentum leaves out.",
              byDefault = "0.0",
              atLeast = 0,
              below = 1)
          double dampening,
      @Setting(
              value = "Whether the gradient is taken after the repeated step.",
              byDefault = "false")
          boolean nesterov,
      @Setting(
              value =
                  "BigDL's own rate; times `schedule` and `warm-up`. Steps count from 0, "
                      + "epochs from 1.",
              byDefault = "{type: default}")
          BigDlSchedule learningRateSchedule)
      implements BigDlMethod {

    public Sgd {
      fraction("momentum", momentum);
      fraction("dampening", dampening);
      if (nesterov && (momentum == 0 || dampening != 0)) {
        throw new IllegalArgumentException(
            "nesterov must be false without momentum or with dampening, got true");
      }
    }

    @Override
    public List<String> moments() {
      return momentum > 0 ? List.of("dfdx") : List.of();
    }
  }

  /**
   * {@code Adam}: epsilon is added to the root before bias correction, where PyTorch adds it after.
   *
   * @param beta1 decay of the mean, in {@code [0, 1)}
   * @param beta2 decay of the mean square, in {@code [0, 1)}
   * @param epsilon positive
   */
  @Summary("Adam.")
  record Adam(
      @Setting(value = "Decay of the mean of gradients.", byDefault = "0.9", atLeast = 0, below = 1)
          double beta1,
      @Setting(
              value = "Decay of the mean of squared gradients.",
              byDefault = "0.999",
              atLeast = 0,
              below = 1)
          double beta2,
      @Setting(value = "Added to the root.", byDefault = "1.0e-8", above = 0) double epsilon)
      implements BigDlMethod {

    public Adam {
      fraction("beta1", beta1);
      fraction("beta2", beta2);
      positive("epsilon", epsilon);
    }

    @Override
    public List<String> moments() {
      return List.of("s", "r");
    }
  }

  /** {@code Adagrad}, with its epsilon of 1e-10. */
  @Summary("Adagrad.")
  record Adagrad() implements BigDlMethod {

    @Override
    public List<String> moments() {
      return List.of("paramVariance");
    }
  }

  /**
   * {@code Adadelta}. It has no learning rate: those of the groups only freeze, at 0, nothing else.
   *
   * @param decayRate in {@code [0, 1)}
   * @param epsilon positive
   */
  @Summary("Adadelta; has no learning rate.")
  record Adadelta(
      @Setting(value = "Decay of the means of squares.", byDefault = "0.9", atLeast = 0, below = 1)
          double decayRate,
      @Setting(value = "Added to the root.", byDefault = "1.0e-10", above = 0) double epsilon)
      implements BigDlMethod {

    public Adadelta {
      fraction("decay-rate", decayRate);
      positive("epsilon", epsilon);
    }

    @Override
    public List<String> moments() {
      return List.of("paramVariance", "accDelta");
    }
  }

  /**
   * {@code RMSprop}.
   *
   * @param decayRate of the mean square, in {@code [0, 1)}
   * @param epsilon positive, added to the root
   */
  @Summary("RMSprop.")
  record RmsProp(
      @Setting(
              value = "Decay of the mean of squared gradients.",
              byDefault = "0.99",
              atLeast = 0,
              below = 1)
          double decayRate,
      @Setting(value = "Added to the root.", byDefault = "1.0e-8", above = 0) double epsilon)
      implements BigDlMethod {

    public RmsProp {
      fraction("decay-rate", decayRate);
      positive("epsilon", epsilon);
    }

    @Override
    public List<String> moments() {
      return List.of("sumSquare");
    }
  }

  /**
   * {@code Adamax}.
   *
   * @param beta1 decay of the mean, in {@code [0, 1)}
   * @param beta2 decay of the largest gradient, in {@code [0, 1)}
   * @param epsilon positive, added to the absolute gradient
   */
  @Summary("Adamax.")
  record Adamax(
      @Setting(value = "Decay of the mean of gradients.", byDefault = "0.9", atLeast = 0, below = 1)
          double beta1,
      @Setting(
              value = "Decay of the greatest gradient.",
              byDefault = "0.999",
              atLeast = 0,
              below = 1)
          double beta2,
      @Setting(value = "Added to the greatest gradient.", byDefault = "1.0e-38", above = 0)
          double epsilon)
      implements BigDlMethod {

    public Adamax {
      fraction("beta1", beta1);
      fraction("beta2", beta2);
      positive("epsilon", epsilon);
    }

    @Override
    public List<String> moments() {
      return List.of("m", "u");
    }
  }

  /**
   * {@code Ftrl}.
   *
   * @param learningRatePower at most 0
   * @param initialAccumulator at least 0
   * @param l1 penalty, at least 0
   * @param l2 penalty, at least 0
   * @param l2Shrinkage penalty of the magnitude, at least 0
   */
  @Summary("Follow the regularized leader.")
  record Ftrl(
      @Setting(value = "Exponent of the learning rate's decay.", byDefault = "-0.5", atMost = 0)
          double learningRatePower,
      @Setting(value = "Where the sums of squares start.", byDefault = "0.1", atLeast = 0)
          double initialAccumulator,
      @Setting(value = "L1 penalty.", byDefault = "0.0", atLeast = 0) double l1,
      @Setting(value = "L2 penalty.", byDefault = "0.0", atLeast = 0) double l2,
      @Setting(value = "L2 penalty on the gradient.", byDefault = "0.0", atLeast = 0)
          double l2Shrinkage)
      implements BigDlMethod {

    public Ftrl {
      if (!(learningRatePower <= 0)) {
        throw new IllegalArgumentException(
            "learning-rate-power must be at most 0, got " + learningRatePower);
      }
      atLeastZero("initial-accumulator", initialAccumulator);
      atLeastZero("l1", l1);
      atLeastZero("l2", l2);
      atLeastZero("l2-shrinkage", l2Shrinkage);
    }

    @Override
    public List<String> moments() {
      return List.of("accum", "linear");
    }
  }

  /**
   * {@code LarsSGD}, its scale given from outside: a slice does not know the norms of a tensor.
   *
   * @param momentum in {@code [0, 1)}
   * @param trust coefficient of the {@link TrustRatio}, positive
   */
  @Summary("Layer-wise adaptive rates.")
  record Lars(
      @Setting(
              value = "Share of the last step that is repeated.",
              byDefault = "0.9",
              atLeast = 0,
              below = 1)
          double momentum,
      @Setting(value = "Trust ratio.", byDefault = "0.001", above = 0) double trust,
      @Setting(
              value =
                  "BigDL's own rate; times `schedule` and `warm-up`. Steps count from 0, "
                      + "epochs from 1.",
              byDefault = "{type: default}")
          BigDlSchedule learningRateSchedule)
      implements BigDlMethod {

    public Lars {
      fraction("momentum", momentum);
      new TrustRatio(trust);
    }

    @Override
    public List<String> moments() {
      return List.of("v");
    }

    @Override
    public Optional<TrustRatio> trustRatio() {
      return Optional.of(new TrustRatio(trust));
    }
  }

  private static void fraction(String name, double value) {
    if (!(value >= 0 && value < 1)) {
      throw new IllegalArgumentException(name + " must be in [0, 1), got " + value);
    }
  }

  private static void positive(String name, double value) {
    if (!(value > 0 && Double.isFinite(value))) {
      throw new IllegalArgumentException(name + " must be positive, got " + value);
    }
  }

  private static void atLeastZero(String name, double value) {
    if (!(value >= 0 && Double.isFinite(value))) {
      throw new IllegalArgumentException(name + " must be at least 0, got " + value);
    }
  }
}
