package org.semblance.experiment;

import org.semblance.batch.ApfsSettings;
import org.semblance.batch.PlanSettings;
import org.semblance.config.Setting;
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
    @Setting("Name of the experiment; the default run directory is runs/<name>.") String name,
    @Setting(
            "A generated data set: fish of invented species, drawn in varied scenes. "
                + "Used where ingest.source is synth.")
        SynthSettings synth,
    @Setting("Raw images to the images table.") IngestSettings ingest,
    @Setting("From stored images to the input of the net.") TransformSettings transform,
    @Setting("How training batches are drawn and training images are packed.") PlanSettings plan,
    @Setting(
            "Alternating projections onto feasible sets: draws the batches in place "
                + "of plan.sampler.")
        ApfsSettings apfs,
    @Setting("The net from images to embeddings.") ModelSettings model,
    @Setting(
            value =
                "The loss of embeddings and class labels. Losses with class weights "
                    + "train one vector per class (learning rate `loss`); all others compare "
                    + "rows, which `distance` measures, `miner` chooses and `reducer` averages.",
            byDefault = "{type: norm-softmax}")
        MetricLoss loss,
    @Setting(
            "Memory-based virtual classes: past steps, replayed as further classes. "
                + "Needs a loss with class weights that sees them as classes.")
        MemVirSettings memvir,
    @Setting(
            "Cross-batch memory: rows of past steps as further references of a loss "
                + "over pairs. Not with memvir, nor with an apfs.pair-scope other than all.")
        XbmSettings xbm,
    @Setting("Penalties added to the loss.") RegularizationSettings regularization,
    @Setting(
            "Self-distillation with online batch diffusion, on top of any loss: the "
                + "teacher is the net at the end of the epoch before; one more forward "
                + "pass per step from the second epoch on.")
        ObdSdSettings obdSd,
    @Setting("How training runs.") TrainSettings train,
    @Setting("Images to vectors, on every executor.") EmbedSettings embed,
    @Setting(
            "Retrieval and clustering metrics of a table of embeddings; "
                + "docs/metrics.md defines each.")
        EvaluateSettings evaluate,
    @Setting("What the HTML report shows.") ReportSettings report) {

  public ExperimentConfig {
    Objectives.check(loss, new MethodSettings(memvir, xbm, apfs, regularization, obdSd));
  }

  /** The sections that change what a step minimizes, beside the loss. */
  public MethodSettings methods() {
    return new MethodSettings(memvir, xbm, apfs, regularization, obdSd);
  }
}
