package org.semblance.method.penalty;

import java.io.Serializable;
import org.semblance.regularizer.Regularizer;

/**
 * Settings of the penalties added to a loss.
 *
 * @param embeddings on the embeddings of the batch
 * @param classWeights on the class weights, where the loss has some
 */
public record RegularizationSettings(Penalty embeddings, Penalty classWeights)
    implements Serializable {

  /**
   * One penalty.
   *
   * @param weight at least 0; 0 is none
   */
  public record Penalty(double weight, Regularizer regularizer) implements Serializable {

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
