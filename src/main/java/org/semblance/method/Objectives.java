package org.semblance.method;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.semblance.batch.ApfsSettings;
import org.semblance.batch.ApfsSettings.Anchor;
import org.semblance.batch.ApfsSettings.PairAnchors;
import org.semblance.batch.ApfsSettings.PairScope;
import org.semblance.fault.SemblanceException;
import org.semblance.loss.ClassWeightLoss;
import org.semblance.loss.HingeLoss;
import org.semblance.loss.MetricLoss;
import org.semblance.loss.PairLoss;
import org.semblance.method.apfs.ActiveTerms;
import org.semblance.method.apfs.ProximalPull;
import org.semblance.method.apfs.RepresentativeMemory;
import org.semblance.method.apfs.ScopedPairs;
import org.semblance.method.distill.SelfDistillation;
import org.semblance.method.memvir.MemVir;
import org.semblance.method.objective.LossObjective;
import org.semblance.method.objective.Objective;
import org.semblance.method.penalty.Regularization;
import org.semblance.method.xbm.CrossBatchMemory;

/** Puts the enabled methods around a loss, or says why they do not go together. */
public final class Objectives {

  private static final String PAIR_LOSSES =
      "contrastive, triplet, n-pairs, lifted-structure, margin or multi-similarity";

  private static final String CLASS_WEIGHT_LOSSES =
      "norm-softmax, proxy-nca, cosface, arcface, softmax or proxy-anchor";

  private Objectives() {}

  /**
   * What training minimizes: the loss with its memory or scope, then penalties, self-distillation
   * and the pull of APFS around it.
   *
   * @param epochs planned for the whole run; self-distillation grows towards its end
   * @return owned by the caller, to be closed at the end of training
   * @throws SemblanceException usage, one line for every method that the loss or another method
   *     rules out
   */
  public static Objective compose(MetricLoss loss, MethodSettings methods, int epochs) {
    check(loss, methods);
    ApfsSettings apfs = methods.apfs();
    Objective objective = ranking(loss, methods);
    if (apfs.enabled() && apfs.mining().readsMemory()) {
      objective = new RepresentativeMemory(objective);
    }
    if (methods.regularization().isActive()) {
      objective = new Regularization(objective, methods.regularization());
    }
    if (methods.obdSd().enabled()) {
      objective = new SelfDistillation(objective, methods.obdSd(), epochs);
    }
    return pulls(apfs) ? new ProximalPull(objective, apfs.proximal(), apfs.anchor()) : objective;
  }

  /**
   * Refuses methods that do not go together.
   *
   * @throws SemblanceException usage, as {@link #compose} does
   */
  public static void check(MetricLoss loss, MethodSettings methods) {
    List<String> problems = problems(loss, methods);
    if (!problems.isEmpty()) {
      throw SemblanceException.usage(String.join(System.lineSeparator(), problems));
    }
  }

  private static Objective ranking(MetricLoss loss, MethodSettings methods) {
    if (methods.memVir().enabled() && loss instanceof ClassWeightLoss withWeights) {
      return new MemVir(withWeights, methods.memVir());
    }
    if (loss instanceof PairLoss pairs) {
      return ofPairs(pairs, methods);
    }
    return new LossObjective(loss);
  }

  private static Objective ofPairs(PairLoss loss, MethodSettings methods) {
    if (methods.xbm().enabled()) {
      return new CrossBatchMemory(loss, methods.xbm());
    }
    ApfsSettings apfs = methods.apfs();
    ScopedPairs scoped =
        new ScopedPairs(loss, apfs.pairScope(), apfs.pairAnchors(), apfs.mixedWeight());
    if (endsOnFeasibility(apfs) && loss instanceof HingeLoss hinge) {
      return new ActiveTerms(scoped, hinge);
    }
    return isScoped(apfs) ? scoped : new LossObjective(loss);
  }

  private static List<String> problems(MetricLoss loss, MethodSettings methods) {
    List<String> problems = new ArrayList<>();
    if (methods.memVir().enabled() && !(loss instanceof ClassWeightLoss)) {
      problems.add(
          "memvir.enabled is true but loss.type has no class weights: set loss.type to "
              + CLASS_WEIGHT_LOSSES
              + ", or memvir.enabled to false");
    }
    if (methods.xbm().enabled() && !canUseMemory(loss)) {
      problems.add(
          "xbm.enabled is true but loss.type cannot compare rows with a memory: set loss.type to "
              + PAIR_LOSSES
              + ", or xbm.enabled to false");
    }
    if (isScoped(methods.apfs())) {
      scopeProblems(loss, methods, problems);
    }
    roundProblems(loss, methods, problems);
    return problems;
  }

  private static void scopeProblems(
      MetricLoss loss, MethodSettings methods, List<String> problems) {
    ApfsSettings apfs = methods.apfs();
    String scope =
        apfs.pairScope() == PairScope.ALL
            ? "apfs.pair-anchors is " + name(apfs.pairAnchors())
            : "apfs.pair-scope is " + name(apfs.pairScope());
    if (!(loss instanceof PairLoss)) {
      problems.add(
          scope
              + " but loss.type does not compare rows: set loss.type to "
              + PAIR_LOSSES
              + ", or apfs.pair-scope and apfs.pair-anchors to all");
    }
    if (methods.xbm().enabled()) {
      problems.add(
          scope
              + " but xbm.enabled is true and a memory has no representatives: set apfs.pair-scope"
              + " and apfs.pair-anchors to all, or xbm.enabled to false");
    }
  }

  private static void roundProblems(
      MetricLoss loss, MethodSettings methods, List<String> problems) {
    ApfsSettings apfs = methods.apfs();
    boolean counted = loss instanceof HingeLoss && !methods.xbm().enabled();
    if (endsOnFeasibility(apfs) && !counted) {
      problems.add(
          "apfs.round.type is feasible, which needs terms that can be inactive within a batch: set"
              + " loss.type to contrastive, triplet or margin and xbm.enabled to false, or"
              + " apfs.round.type to coverage");
    }
    if (pulls(apfs) && apfs.anchor() == Anchor.BEST && !apfs.round().endsOnPlateau()) {
      problems.add(
          "apfs.proximal.anchor is best but only rounds of type plateau are validated on their way:"
              + " set apfs.proximal.anchor to auto, or apfs.round.type to plateau");
    }
  }

  private static boolean canUseMemory(MetricLoss loss) {
    return loss instanceof PairLoss pairs && !pairs.needsBatchAlone();
  }

  private static boolean isScoped(ApfsSettings apfs) {
    return apfs.enabled()
        && (apfs.pairScope() != PairScope.ALL || apfs.pairAnchors() != PairAnchors.ALL);
  }

  private static boolean endsOnFeasibility(ApfsSettings apfs) {
    return apfs.enabled() && apfs.round().endsOnFeasibility();
  }

  private static boolean pulls(ApfsSettings apfs) {
    return apfs.enabled() && apfs.proximal().lambda() > 0;
  }

  private static String name(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
