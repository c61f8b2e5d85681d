package org.semblance.method.penalty;

import java.io.Serializable;
import java.util.List;
import org.semblance.config.Setting;
import org.semblance.config.Settings;
import org.semblance.loss.ClassWeightLoss;
import org.semblance.method.objective.LossUse;
import org.semblance.method.objective.Method;
import org.semblance.method.objective.Objective;
import org.semblance.regularizer.Regularizer;

/**
 * Settings of the penalties added to a loss.
 *
 * @param embeddings on the embeddings of the batch
 * @param classWeights on the class weights of the loss
 */
public record RegularizationSettings(
    @Setting("On the embeddings of a batch.") Penalty embeddings,
    @Setting(
            value = "On the class weights; needs a loss that has some.",
            byDefault = "{regularizer: {type: regular-face}}")
        Penalty classWeights)
    implements Method, Serializable {

  /**
   * One penalty.
   *
   * @param weight at least 0; 0 is none
   */
  public record Penalty(
      @Setting(value = "Weight of the penalty; 0 is none.", byDefault = "0.0", atLeast = 0)
          double weight,
      @Setting(value = "What is penalized.", byDefault = "{type: lp}") Regularizer regularizer)
      implements Serializable {

    public Penalty {
      Settings.check(Penalty.class, weight, regularizer);
    }
  }

  @Override
  public boolean isActive() {
    return embeddings.weight() > 0 || classWeights.weight() > 0;
  }

  @Override
  public List<LossUse> uses() {
    return classWeights.weight() == 0
        ? List.of()
        : List.of(
            new LossUse(
                "regularization.class-weights.weight is " + classWeights.weight(),
                "regularization.class-weights.weight to 0",
                LossUse.Share.BESIDE_OTHERS,
                ClassWeightLoss.class::isAssignableFrom,
                "has no class weights"));
  }

  @Override
  public Objective around(Objective inner, int epochs) {
    return new Regularization(inner, this);
  }
}
