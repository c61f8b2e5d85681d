package org.semblance.method;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.semblance.batch.ApfsSettings;
import org.semblance.batch.ApfsSettings.PairScope;
import org.semblance.fault.SemblanceException;
import org.semblance.loss.ClassWeightLoss;
import org.semblance.loss.MetricLoss;
import org.semblance.loss.PairLoss;

/** Puts the enabled methods around a loss, or says why they do not go together. */
public final class Objectives {

  private static final String PAIR_LOSSES =
      "contrastive, triplet, n-pairs, lifted-structure, margin or multi-similarity";

  private static final String CLASS_WEIGHT_LOSSES =
      "norm-softmax, proxy-nca, cosface, arcface, softmax or proxy-anchor";

  private Objectives() {}

  /**
   * What training minimises: the loss with its memory or scope, then penalties, self-distillation
   * and the pull of APFS around it.
   *
   * @param epochs planned for the whole run; self-distillation grows towards its end
   * @return owned by the caller, to be closed at the end of training
   * @throws SemblanceException usage, one line for every method that the loss or another method
   *     rules out
   */
  public static Objective compose(MetricLoss loss, MethodSettings methods, int epochs) {
    check(loss, methods);
    Objective objective = ranking(loss, methods);
    if (methods.regularization().isActive()) {
      objective = new Regularization(objective, methods.regularization());
    }
    if (methods.obdSd().enabled()) {
      objective = new SelfDistillation(objective, methods.obdSd(), epochs);
    }
    ApfsSettings apfs = methods.apfs();
    return apfs.enabled() && apfs.proximal().lambda() > 0
        ? new ProximalPull(objective, apfs.proximal())
        : objective;
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
    return isScoped(apfs)
        ? new ScopedPairs(loss, apfs.pairScope(), apfs.pairAnchors(), apfs.mixedWeight())
        : new LossObjective(loss);
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
    return problems;
  }

  private static void scopeProblems(
      MetricLoss loss, MethodSettings methods, List<String> problems) {
    String scope =
        "apfs.pair-scope is " + methods.apfs().pairScope().name().toLowerCase(Locale.ROOT);
    if (!(loss instanceof PairLoss)) {
      problems.add(
          scope
              + " but loss.type does not compare rows: set loss.type to "
              + PAIR_LOSSES
              + ", or apfs.pair-scope to all");
    }
    if (methods.xbm().enabled()) {
      problems.add(
          scope
              + " but xbm.enabled is true and a memory has no representatives: set apfs.pair-scope"
              + " to all, or xbm.enabled to false");
    }
  }

  private static boolean canUseMemory(MetricLoss loss) {
    return loss instanceof PairLoss pairs && !pairs.needsBatchAlone();
  }

  private static boolean isScoped(ApfsSettings apfs) {
    return apfs.enabled() && apfs.pairScope() != PairScope.ALL;
  }
}
