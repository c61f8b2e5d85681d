package org.semblance.training;

import java.io.Serializable;
import org.semblance.image.transform.TransformSettings;
import org.semblance.loss.MetricLoss;
import org.semblance.method.MethodSettings;
import org.semblance.method.Objectives;
import org.semblance.method.objective.Objective;
import org.semblance.model.ModelSettings;
import org.semblance.train.settings.TrainSettings;

/**
 * All settings that training depends on.
 *
 * @param name of the experiment, for the model
 */
public record TrainSpec(
    String name,
    TrainSettings train,
    ModelSettings model,
    TransformSettings transform,
    MetricLoss loss,
    MethodSettings methods)
    implements Serializable {

  /** What a rank minimizes; owned by the caller. */
  public Objective objective() {
    return Objectives.compose(loss, methods, train.epochs());
  }
}
