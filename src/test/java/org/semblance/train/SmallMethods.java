package org.semblance.train;

import org.semblance.batch.ApfsSettings;
import org.semblance.config.Settings;
import org.semblance.distance.LpDistance;
import org.semblance.loss.Contrastive;
import org.semblance.loss.MetricLoss;
import org.semblance.loss.NormSoftmax;
import org.semblance.method.MethodSettings;
import org.semblance.method.distill.Diffusion;
import org.semblance.method.distill.ObdSdSettings;
import org.semblance.method.memvir.MemVirSettings;
import org.semblance.method.penalty.RegularizationSettings;
import org.semblance.method.penalty.RegularizationSettings.Penalty;
import org.semblance.method.xbm.XbmSettings;
import org.semblance.miner.NoMining;
import org.semblance.reducer.Reducer;
import org.semblance.regularizer.Regularizer;

/** Methods switched on one by one, with values that act within a few steps. */
public record SmallMethods(
    boolean memVir, boolean xbm, ApfsSettings apfs, double penalty, boolean distillation) {

  public static final MetricLoss CONTRASTIVE =
      new Contrastive(0.2, 1, LpDistance.euclidean(), new Reducer.NonZeroMean(), new NoMining());
  public static final MetricLoss SOFTMAX = new NormSoftmax(10, true);

  public static SmallMethods none() {
    return new SmallMethods(false, false, SmallRun.NO_APFS, 0, false);
  }

  public SmallMethods withMemVir() {
    return new SmallMethods(true, xbm, apfs, penalty, distillation);
  }

  SmallMethods withMemory() {
    return new SmallMethods(memVir, true, apfs, penalty, distillation);
  }

  public SmallMethods withApfs(ApfsSettings settings) {
    return new SmallMethods(memVir, xbm, settings, penalty, distillation);
  }

  SmallMethods withPenalties() {
    return new SmallMethods(memVir, xbm, apfs, 0.1, distillation);
  }

  public SmallMethods withDistillation() {
    return new SmallMethods(memVir, xbm, apfs, penalty, true);
  }

  public MethodSettings settings() {
    return Settings.of(MethodSettings.class)
        .with("mem-vir", new MemVirSettings(memVir, 2, 1, 0))
        .with("xbm", new XbmSettings(xbm, 30, 2))
        .with("apfs", apfs)
        .with(
            "regularization",
            new RegularizationSettings(
                new Penalty(penalty, new Regularizer.ZeroMean()),
                new Penalty(penalty, new Regularizer.RegularFace())))
        .with("obd-sd", new ObdSdSettings(distillation, 5, 1, 0.5, 1, Diffusion.CODE_ORDER))
        .build();
  }
}
