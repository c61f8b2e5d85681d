package org.semblance.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.semblance.batch.ApfsSettings.Anchor;
import org.semblance.batch.ApfsSettings.PairAnchors;
import org.semblance.batch.ApfsSettings.PairScope;
import org.semblance.batch.RoundRule;
import org.semblance.config.Family;
import org.semblance.config.Settings;
import org.semblance.distance.CosineSimilarity;
import org.semblance.distance.LpDistance;
import org.semblance.fault.ExitCode;
import org.semblance.fault.SemblanceException;
import org.semblance.loss.ClassWeightLoss;
import org.semblance.loss.Contrastive;
import org.semblance.loss.HingeLoss;
import org.semblance.loss.MetricLoss;
import org.semblance.loss.NormSoftmax;
import org.semblance.loss.PairLoss;
import org.semblance.loss.SmoothAp;
import org.semblance.loss.WithinBatchLoss;
import org.semblance.method.apfs.ActiveTerms;
import org.semblance.method.apfs.ProximalPull;
import org.semblance.method.apfs.ScopedPairs;
import org.semblance.method.distill.SelfDistillation;
import org.semblance.method.memvir.MemVir;
import org.semblance.method.objective.LossObjective;
import org.semblance.method.objective.Objective;
import org.semblance.method.penalty.Regularization;
import org.semblance.method.xbm.CrossBatchMemory;
import org.semblance.miner.NoMining;
import org.semblance.reducer.Reducer;

class ObjectivesTest {

  private static final MetricLoss SOFTMAX = new NormSoftmax(23, true);

  private static final MetricLoss CONTRASTIVE =
      new Contrastive(0, 1, LpDistance.euclidean(), new Reducer.NonZeroMean(), new NoMining());

  private static final MetricLoss SMOOTH_AP =
      new SmoothAp(0.01, new CosineSimilarity(), new NoMining());

  private boolean memVir;
  private boolean xbm;
  private boolean distillation;
  private boolean apfs;
  private PairScope scope = PairScope.REP;
  private PairAnchors anchors = PairAnchors.ALL;
  private RoundRule round = new RoundRule.Fixed(8);
  private Anchor anchor = Anchor.LAST;
  private double penalty;
  private double pull;

  @Test
  void withoutMethodsItIsTheLoss() {
    assertThat(compose(SOFTMAX)).isInstanceOf(LossObjective.class);
    assertThat(compose(CONTRASTIVE)).isInstanceOf(LossObjective.class);
  }

  @Test
  void eachMethodHasItsObjective() {
    memVir = true;
    assertThat(compose(SOFTMAX)).isInstanceOf(MemVir.class);
    memVir = false;
    xbm = true;
    assertThat(compose(CONTRASTIVE)).isInstanceOf(CrossBatchMemory.class);
    xbm = false;
    apfs = true;
    assertThat(compose(CONTRASTIVE)).isInstanceOf(ScopedPairs.class);
    scope = PairScope.ALL;
    assertThat(compose(CONTRASTIVE)).isInstanceOf(LossObjective.class);
  }

  @Test
  void distillationSurroundsEverything() {
    distillation = true;
    memVir = true;
    apfs = true;
    scope = PairScope.ALL;
    penalty = 0.1;
    assertThat(compose(SOFTMAX)).isInstanceOf(SelfDistillation.class);
    distillation = false;
    assertThat(compose(SOFTMAX)).isInstanceOf(Regularization.class);
  }

  @Test
  void thePullOfApfsSurroundsTheRest() {
    apfs = true;
    pull = 2e-4;
    distillation = true;
    assertThat(compose(CONTRASTIVE)).isInstanceOf(ProximalPull.class);
    apfs = false;
    assertThat(compose(CONTRASTIVE)).isInstanceOf(SelfDistillation.class);
  }

  @Test
  void aMethodNamesEveryLossThatItAccepts() {
    memVir = true;
    rejects(
        CONTRASTIVE,
        "memvir.enabled is true but loss.type has no class weights: set loss.type to "
            + listed(ClassWeightLoss.class::isAssignableFrom)
            + ", or memvir.enabled to false");
    memVir = false;
    xbm = true;
    String message =
        "xbm.enabled is true but loss.type cannot compare rows with a memory: set loss.type to "
            + listed(
                loss ->
                    PairLoss.class.isAssignableFrom(loss)
                        && !WithinBatchLoss.class.isAssignableFrom(loss))
            + ", or xbm.enabled to false";
    assertThat(message).contains("multi-similarity", "fast-ap").doesNotContain("smooth-ap");
    rejects(SOFTMAX, message);
    rejects(SMOOTH_AP, message);
  }

  @Test
  void aPenaltyOnClassWeightsNeedsSome() {
    penalty = 0.5;
    rejects(
        CONTRASTIVE,
        "regularization.class-weights.weight is 0.5 but loss.type has no class weights: set"
            + " loss.type to "
            + listed(ClassWeightLoss.class::isAssignableFrom)
            + ", or regularization.class-weights.weight to 0");
  }

  @Test
  void oneMethodChoosesWhatRowsAreComparedWith() {
    apfs = true;
    xbm = true;
    rejects(
        CONTRASTIVE,
        "apfs.pair-scope is rep but xbm.enabled is true, and only one method can choose what rows"
            + " are compared with: set apfs.pair-scope and apfs.pair-anchors to all, or xbm.enabled"
            + " to false");
  }

  @Test
  void reportsAllProblemsTogether() {
    apfs = true;
    xbm = true;
    assertThatThrownBy(() -> compose(SOFTMAX))
        .message()
        .satisfies(
            message ->
                assertThat(message.lines().map(line -> line.replaceAll(":.*", "")))
                    .containsExactly(
                        "xbm.enabled is true but loss.type cannot compare rows with a memory",
                        "apfs.pair-scope is rep but loss.type does not compare rows",
                        "apfs.pair-scope is rep but xbm.enabled is true, and only one method can"
                            + " choose what rows are compared with"));
  }

  @Test
  void roundsToFeasibilityCountActiveTerms() {
    apfs = true;
    scope = PairScope.ALL;
    round = new RoundRule.Feasible(0.1, 100);
    assertThat(compose(CONTRASTIVE)).isInstanceOf(ActiveTerms.class);
    rejects(
        SOFTMAX,
        "apfs.round.type is feasible but loss.type has no terms that can be inactive: set loss.type"
            + " to "
            + listed(HingeLoss.class::isAssignableFrom)
            + ", or apfs.round.type to coverage");
    xbm = true;
    rejects(
        CONTRASTIVE,
        "apfs.round.type is feasible but xbm.enabled is true, and only one method can choose what"
            + " rows are compared with: set apfs.round.type to coverage, or xbm.enabled to false");
  }

  @Test
  void theBestWeightsNeedValidationsWithinARound() {
    apfs = true;
    pull = 2e-4;
    anchor = Anchor.BEST;
    rejects(
        CONTRASTIVE,
        "apfs.proximal.anchor is best but only rounds of type plateau are validated on their way:"
            + " set apfs.proximal.anchor to auto, or apfs.round.type to plateau");
    round = new RoundRule.Plateau(5, 2, 0, 50);
    assertThat(compose(CONTRASTIVE)).isInstanceOf(ProximalPull.class);
  }

  @Test
  void anchorsOfPairsAreAScopeToo() {
    apfs = true;
    scope = PairScope.ALL;
    anchors = PairAnchors.OTHERS;
    assertThat(compose(CONTRASTIVE)).isInstanceOf(ScopedPairs.class);
    rejects(
        SOFTMAX,
        "apfs.pair-anchors is others but loss.type does not compare rows: set loss.type to"
            + " "
            + listed(PairLoss.class::isAssignableFrom)
            + ", or apfs.pair-scope and apfs.pair-anchors to all");
  }

  private static String listed(Predicate<Class<?>> kind) {
    return String.join(", ", new Family(MetricLoss.class).names(kind))
        .replaceAll(", ([^,]+)$", " or $1");
  }

  private Objective compose(MetricLoss loss) {
    try (Objective objective = Objectives.compose(loss, settings(), 10)) {
      return objective;
    }
  }

  private void rejects(MetricLoss loss, String message) {
    assertThatThrownBy(() -> compose(loss))
        .isInstanceOfSatisfying(
            SemblanceException.class,
            fault -> assertThat(fault.exitCode()).isEqualTo(ExitCode.USAGE))
        .hasMessage(message);
  }

  private MethodSettings settings() {
    return Settings.of(MethodSettings.class)
        .with("mem-vir.enabled", memVir)
        .with("xbm.enabled", xbm)
        .with("obd-sd.enabled", distillation)
        .with("regularization.embeddings.weight", penalty)
        .with("regularization.class-weights.weight", penalty)
        .with("apfs.enabled", apfs)
        .with("apfs.round", round)
        .with("apfs.pair-scope", scope)
        .with("apfs.pair-anchors", anchors)
        .with("apfs.proximal.lambda", pull)
        .with("apfs.proximal.anchor", anchor)
        .build();
  }
}
