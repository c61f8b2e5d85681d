package org.semblance.bigdl;

import com.intel.analytics.bigdl.optim.Adadelta;
import com.intel.analytics.bigdl.optim.Adagrad;
import com.intel.analytics.bigdl.optim.Adam;
import com.intel.analytics.bigdl.optim.Adamax;
import com.intel.analytics.bigdl.optim.Ftrl;
import com.intel.analytics.bigdl.optim.LarsSGD;
import com.intel.analytics.bigdl.optim.RMSprop;
import com.intel.analytics.bigdl.optim.SGD;
import com.intel.analytics.bigdl.optim.SGD.Default;
import java.util.List;
import org.semblance.optim.slice.BigDlMethod;

/** BigDL's methods by their settings. Schedules and weight decay stay outside of them. */
final class Methods {

  private Methods() {}

  static Method of(BigDlMethod settings) {
    if (settings instanceof BigDlMethod.Sgd sgd) {
      SGD<Object> optim =
          new SGD<>(
              0,
              0,
              0,
              sgd.momentum(),
              sgd.dampening(),
              sgd.nesterov(),
              new Default(),
              null,
              null,
              Floats.TAG,
              Floats.NUMERIC);
      return new Method(optim, optim::learningRate_$eq, sgd.moments(), List.of());
    }
    if (settings instanceof BigDlMethod.Adam adam) {
      Adam<Object> optim =
          new Adam<>(0, 0, adam.beta1(), adam.beta2(), adam.epsilon(), Floats.TAG, Floats.NUMERIC);
      return new Method(optim, optim::learningRate_$eq, adam.moments(), List.of("denom"));
    }
    if (settings instanceof BigDlMethod.Adagrad adagrad) {
      Adagrad<Object> optim = new Adagrad<>(0, 0, 0, Floats.TAG, Floats.NUMERIC);
      return new Method(optim, optim::learningRate_$eq, adagrad.moments(), List.of("paramStd"));
    }
    if (settings instanceof BigDlMethod.Adadelta adadelta) {
      Adadelta<Object> optim =
          new Adadelta<>(adadelta.decayRate(), adadelta.epsilon(), Floats.TAG, Floats.NUMERIC);
      List<String> scratch = List.of("paramStd", "delta");
      return new Method(optim, none -> {}, adadelta.moments(), scratch);
    }
    if (settings instanceof BigDlMethod.RmsProp rms) {
      RMSprop<Object> optim =
          new RMSprop<>(0, 0, rms.decayRate(), rms.epsilon(), Floats.TAG, Floats.NUMERIC);
      return new Method(optim, optim::learningRate_$eq, rms.moments(), List.of("rms"));
    }
    if (settings instanceof BigDlMethod.Adamax adamax) {
      Adamax<Object> optim =
          new Adamax<>(
              0, adamax.beta1(), adamax.beta2(), adamax.epsilon(), Floats.TAG, Floats.NUMERIC);
      return new Method(optim, optim::learningRate_$eq, adamax.moments(), List.of());
    }
    if (settings instanceof BigDlMethod.Ftrl ftrl) {
      Ftrl<Object> optim =
          new Ftrl<>(
              0,
              ftrl.learningRatePower(),
              ftrl.initialAccumulator(),
              ftrl.l1(),
              ftrl.l2(),
              ftrl.l2Shrinkage(),
              Floats.TAG,
              Floats.NUMERIC);
      return new Method(optim, optim::learningRate_$eq, ftrl.moments(), List.of());
    }
    BigDlMethod.Lars lars = (BigDlMethod.Lars) settings;
    LarsSGD<Object> optim =
        new LarsSGD<>(true, 1, 0, 0, 0, lars.momentum(), new Default(), Floats.TAG, Floats.NUMERIC);
    return new Method(
        optim,
        rate -> {
          optim.setGradientScale(1);
          optim.learningRate_$eq(rate);
        },
        lars.moments(),
        List.of());
  }
}
