package org.semblance.method.penalty;

import java.io.Serializable;
import org.semblance.config.Setting;
import org.semblance.regularizer.Regularizer;

/**
 * Settings of the penalties added to a loss.
 *
 * @param embeddings on the embeddings of the batch
 * @param classWeights on the class weights, where the loss has some
 */
public record RegularizationSettings(
    @Setting("On the embeddings of a batch.") Penalty embeddings,
    @Setting(
            value = "On the class weights, where the loss has some.",
            byDefault = "{regularizer: {type: regular-face}}")
        Penalty classWeights)
    implements Serializable {

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
      if (!(weight >= 0)) {
        throw new IllegalArgumentException("weight must be at least 0, got " + weight);
      }
    }
  }

  /** Whether any penalty is added. */
  public boolean isActive() {
    return embeddings.weight() > 0 || classWeights.weight() > 0;
  }
}
