package org.semblance.method.apfs;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.semblance.batch.ApfsSettings;
import org.semblance.batch.ApfsSettings.Anchor;
import org.semblance.batch.ApfsSettings.PairAnchors;
import org.semblance.batch.ApfsSettings.PairScope;
import org.semblance.loss.HingeLoss;
import org.semblance.loss.MetricLoss;
import org.semblance.loss.PairLoss;
import org.semblance.method.objective.LossObjective;
import org.semblance.method.objective.LossUse;
import org.semblance.method.objective.Method;
import org.semblance.method.objective.Objective;

/**
 * What alternating projections onto feasible sets add to a step, beside their batches: the pairs of
 * a scope, the share of constraints that are not met, the memory of representatives, and the pull
 * to the weights of the round before.
 */
public record FeasibleSets(ApfsSettings settings) implements Method {

  @Override
  public boolean isActive() {
    return settings.enabled();
  }

  @Override
  public List<LossUse> uses() {
    List<LossUse> uses = new ArrayList<>();
    if (isScoped()) {
      uses.add(
          new LossUse(
              scope(),
              "apfs.pair-scope and apfs.pair-anchors to all",
              LossUse.Share.ALONE,
              PairLoss.class::isAssignableFrom,
              "does not compare rows"));
    }
    if (settings.round().endsOnFeasibility()) {
      uses.add(
          new LossUse(
              "apfs.round.type is feasible",
              "apfs.round.type to coverage",
              LossUse.Share.ALONE,
              HingeLoss.class::isAssignableFrom,
              "has no terms that can be inactive"));
    }
    return uses;
  }

  @Override
  public List<String> problems() {
    return pulls() && settings.anchor() == Anchor.BEST && !settings.round().endsOnPlateau()
        ? List.of(
            "apfs.proximal.anchor is best but only rounds of type plateau are validated on their"
                + " way: set apfs.proximal.anchor to auto, or apfs.round.type to plateau")
        : List.of();
  }

  @Override
  public Optional<Objective> over(MetricLoss loss) {
    if (!(loss instanceof PairLoss pairs)) {
      return Optional.empty();
    }
    ScopedPairs scoped =
        new ScopedPairs(
            pairs, settings.pairScope(), settings.pairAnchors(), settings.mixedWeight());
    if (settings.round().endsOnFeasibility() && loss instanceof HingeLoss hinge) {
      return Optional.of(
          new ActiveTerms(isScoped() ? scoped : new LossObjective(loss), scoped, hinge));
    }
    return isScoped() ? Optional.of(scoped) : Optional.empty();
  }

  @Override
  public Objective around(Objective inner, int epochs) {
    Objective objective = settings.mining().readsMemory() ? new RepresentativeMemory(inner) : inner;
    return pulls()
        ? new ProximalPull(objective, settings.proximal(), settings.anchor())
        : objective;
  }

  private boolean isScoped() {
    return settings.pairScope() != PairScope.ALL || settings.pairAnchors() != PairAnchors.ALL;
  }

  private String scope() {
    return settings.pairScope() == PairScope.ALL
        ? "apfs.pair-anchors is " + name(settings.pairAnchors())
        : "apfs.pair-scope is " + name(settings.pairScope());
  }

  private boolean pulls() {
    return settings.proximal().lambda() > 0;
  }

  private static String name(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
