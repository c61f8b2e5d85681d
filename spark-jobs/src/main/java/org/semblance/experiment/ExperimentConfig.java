package org.semblance.experiment;

import org.semblance.batch.ApfsSettings;
import org.semblance.batch.PlanSettings;
import org.semblance.embed.EmbedSettings;
import org.semblance.evaluate.settings.EvaluateSettings;
import org.semblance.image.transform.TransformSettings;
import org.semblance.loss.MetricLoss;
import org.semblance.method.MethodSettings;
import org.semblance.method.Objectives;
import org.semblance.method.distill.ObdSdSettings;
import org.semblance.method.memvir.MemVirSettings;
import org.semblance.method.penalty.RegularizationSettings;
import org.semblance.method.xbm.XbmSettings;
import org.semblance.model.ModelSettings;
import org.semblance.prep.IngestSettings;
import org.semblance.report.ReportSettings;
import org.semblance.synth.SynthSettings;
import org.semblance.train.settings.TrainSettings;

/**
 * Everything that defines an experiment: one component per section of {@code conf/base.yaml}. Only
 * the {@code jobs} package sees the whole; every other object takes its own section.
 *
 * @param name of the experiment; the default run directory is {@code runs/name}
 */
public record ExperimentConfig(
    String name,
    SynthSettings synth,
    IngestSettings ingest,
    TransformSettings transform,
    PlanSettings plan,
    ApfsSettings apfs,
    ModelSettings model,
    MetricLoss loss,
    MemVirSettings memvir,
    XbmSettings xbm,
    RegularizationSettings regularization,
    ObdSdSettings obdSd,
    TrainSettings train,
    EmbedSettings embed,
    EvaluateSettings evaluate,
    ReportSettings report) {

  public ExperimentConfig {
    Objectives.check(loss, new MethodSettings(memvir, xbm, apfs, regularization, obdSd));
  }

  /** The sections that change what a step minimizes, beside the loss. */
  public MethodSettings methods() {
    return new MethodSettings(memvir, xbm, apfs, regularization, obdSd);
  }
}
