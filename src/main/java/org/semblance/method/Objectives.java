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

  private Objectives() {}

  /**
   * What training minimises.
   *
   * @param epochs planned for the whole run; weights of self-distillation grow towards its end
   * @return owned by the caller, to be closed at the end of training
   * @throws SemblanceException usage, naming every enabled method that {@code loss} or another
   *     method rules out
   */
  public static Objective compose(MetricLoss loss, MethodSettings methods, int epochs) {
    List<String> problems = problems(loss, methods);
    if (!problems.isEmpty()) {
      throw SemblanceException.usage(String.join(System.lineSeparator(), problems));
    }
    Objective objective = ranking(loss, methods);
    return methods.obdSd().enabled()
        ? new SelfDistillation(objective, methods.obdSd(), epochs)
        : objective;
  }

  private static Objective ranking(MetricLoss loss, MethodSettings methods) {
    if (methods.memVir().enabled() && loss instanceof ClassWeightLoss withWeights) {
      return new MemVir(withWeights, methods.memVir());
    }
    ApfsSettings apfs = methods.apfs();
    if (isScoped(apfs) && loss instanceof PairLoss pairs) {
      return new ScopedPairs(pairs, apfs.pairScope(), apfs.pairAnchors(), apfs.mixedWeight());
    }
    return new LossObjective(loss);
  }

  private static List<String> problems(MetricLoss loss, MethodSettings methods) {
    List<String> problems = new ArrayList<>();
    if (methods.memVir().enabled() && !(loss instanceof ClassWeightLoss)) {
      problems.add(
          "memvir.enabled is true but loss.type has no class weights: set loss.type to"
              + " norm-softmax, proxy-nca, cosface, arcface, softmax or proxy-anchor, or"
              + " memvir.enabled to false");
    }
    if (isScoped(methods.apfs()) && !(loss instanceof PairLoss)) {
      problems.add(
          "apfs.pair-scope is "
              + methods.apfs().pairScope().name().toLowerCase(Locale.ROOT)
              + " but loss.type does not compare pairs: set loss.type to contrastive, triplet,"
              + " n-pairs, lifted-structure, margin or multi-similarity, or apfs.pair-scope to all");
    }
    return problems;
  }

  private static boolean isScoped(ApfsSettings apfs) {
    return apfs.enabled() && apfs.pairScope() != PairScope.ALL;
  }
}
