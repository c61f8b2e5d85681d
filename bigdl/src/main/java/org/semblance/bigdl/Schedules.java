package org.semblance.bigdl;

import com.intel.analytics.bigdl.optim.SGD.Default;
import com.intel.analytics.bigdl.optim.SGD.EpochDecay;
import com.intel.analytics.bigdl.optim.SGD.EpochDecayWithWarmUp;
import com.intel.analytics.bigdl.optim.SGD.EpochStep;
import com.intel.analytics.bigdl.optim.SGD.Exponential;
import com.intel.analytics.bigdl.optim.SGD.LearningRateSchedule;
import com.intel.analytics.bigdl.optim.SGD.MultiStep;
import com.intel.analytics.bigdl.optim.SGD.NaturalExp;
import com.intel.analytics.bigdl.optim.SGD.Poly;
import com.intel.analytics.bigdl.optim.SGD.SequentialSchedule;
import com.intel.analytics.bigdl.optim.SGD.Step;
import com.intel.analytics.bigdl.optim.SGD.Warmup;
import java.util.List;
import org.semblance.optim.slice.BigDlSchedule;
import scala.Function1;
import scala.runtime.AbstractFunction1;

/** BigDL's schedules by their settings. */
final class Schedules {

  private Schedules() {}

  static LearningRateSchedule of(BigDlSchedule settings) {
    if (settings instanceof BigDlSchedule.Poly poly) {
      return new Poly(poly.power(), poly.steps());
    }
    if (settings instanceof BigDlSchedule.Step step) {
      return new Step(step.everySteps(), step.gamma());
    }
    if (settings instanceof BigDlSchedule.MultiStep steps) {
      int[] milestones = steps.milestones().stream().mapToInt(Integer::intValue).toArray();
      return new MultiStep(milestones, steps.gamma());
    }
    if (settings instanceof BigDlSchedule.EpochStep step) {
      return new EpochStep(step.everyEpochs(), step.gamma());
    }
    if (settings instanceof BigDlSchedule.EpochDecay decay) {
      return new EpochDecay(reached(decay.milestones()));
    }
    if (settings instanceof BigDlSchedule.WarmUpEpochDecay decay) {
      return new EpochDecayWithWarmUp(decay.steps(), decay.delta(), reached(decay.milestones()));
    }
    if (settings instanceof BigDlSchedule.NaturalExp exp) {
      return new NaturalExp(exp.everySteps(), exp.gamma());
    }
    if (settings instanceof BigDlSchedule.Exponential exp) {
      return new Exponential(exp.everySteps(), exp.gamma(), exp.staircase());
    }
    if (settings instanceof BigDlSchedule.WarmUp warmUp) {
      return new Warmup(warmUp.delta());
    }
    if (settings instanceof BigDlSchedule.Sequence sequence) {
      SequentialSchedule parts = new SequentialSchedule(sequence.stepsPerEpoch());
      sequence.parts().forEach(part -> parts.add(of(part.learningRateSchedule()), part.steps()));
      return parts;
    }
    return new Default();
  }

  /** How many milestones an epoch has reached. */
  private static Function1<Object, Object> reached(List<Integer> milestones) {
    return new AbstractFunction1<>() {
      @Override
      public Object apply(Object epoch) {
        int now = (Integer) epoch;
        return (double) milestones.stream().filter(milestone -> milestone <= now).count();
      }
    };
  }
}
