package org.semblance.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Activation;
import java.util.List;
import java.util.Map;
import org.semblance.config.Setting;
import org.semblance.config.Settings;
import org.semblance.config.Summary;
import org.semblance.distance.Distance;
import org.semblance.loss.part.LossTensor;
import org.semblance.loss.part.LossTensor.Initialization;
import org.semblance.miner.Miner;
import org.semblance.miner.PairBatch;
import org.semblance.miner.Triplets;
import org.semblance.tensor.Masked;
import org.semblance.tensor.StepView;

/**
 * Per triplet {@code max(0, d_ap - beta + margin) + max(0, beta - d_an + margin)}: a boundary
 * {@code beta} between the distances of positives and of negatives. The sum over triplets is
 * divided by a count of active ones; 0 if none is active.
 *
 * <p>Wu et al. 2017, Sampling Matters in Deep Embedding Learning, eq. 5; {@code nu} weighs the
 * regularizer of its eq. 6.
 *
 * @param margin in units of {@code distance}, at least 0; published 0.2
 * @param beta the boundary, or where it starts; published 1.2
 * @param boundary whether the boundary is trained, and for whom
 * @param nu weight of trained boundaries in the loss, at least 0
 * @param divisor what the sum is divided by
 */
@Summary("Wu et al. 2017.")
public record Margin(
    @Setting(value = "In units of the distance.", byDefault = "0.2", atLeast = 0) double margin,
    @Setting(
            value = "Boundary between positives and negatives, or where it starts.",
            byDefault = "1.2")
        double beta,
    @Setting(
            value = "shared: one is trained; per-class: one per class is trained.",
            byDefault = "per-class")
        Boundary boundary,
    @Setting(value = "Weight of trained boundaries in the loss.", byDefault = "0.0", atLeast = 0)
        double nu,
    @Setting(
            value = "active-terms: PML; active-triplets: Revisiting-DML and OBD-SD.",
            byDefault = "active-terms")
        Divisor divisor,
    @Setting(value = "How near two rows are.", byDefault = "{type: lp}") Distance distance,
    @Setting(value = "Which pairs or triplets count.", byDefault = "{type: distance-weighted}")
        Miner miner)
    implements HingeLoss {

  /** Terms per triplet. */
  private record Terms(NDArray pull, NDArray push) {}

  /** Whether the boundary is trained, and for whom. */
  public enum Boundary {
    /** Fixed at {@code beta}. */
    CONSTANT,
    /** One trained number. */
    SHARED,
    /** A trained number per class of the anchor. */
    PER_CLASS
  }

  /** What the sum over triplets is divided by. */
  public enum Divisor {
    /** The number of terms above 0, up to two per triplet (PML); also divides a per-class nu. */
    ACTIVE_TERMS,
    /** The number of triplets with a term above 0 (Revisiting-DML, OBD-SD); nu is not divided. */
    ACTIVE_TRIPLETS
  }

  /** Name of the trained boundaries in {@link #tensors}. */
  public static final String BETA = "beta";

  public Margin {
    Settings.check(Margin.class, margin, beta, boundary, nu, divisor, distance, miner);
  }

  @Override
  public List<LossTensor> tensors(int classCount, int dimension) {
    Initialization start = new Initialization.Constant(beta);
    return switch (boundary) {
      case CONSTANT -> List.of();
      case SHARED -> List.of(new LossTensor(BETA, new long[] {1}, start));
      case PER_CLASS -> List.of(new LossTensor(BETA, new long[] {classCount}, start));
    };
  }

  @Override
  public NDArray evaluate(PairBatch comparison, Map<String, NDArray> tensors) {
    Triplets triplets = comparison.tuples().triplets();
    NDArray boundaries = boundaries(comparison, triplets, tensors);
    if (triplets.count() == 0) {
      return comparison.zero().add(boundaries.sum().mul(boundary == Boundary.SHARED ? nu : 0));
    }
    Terms terms = terms(comparison, triplets, boundaries);
    NDArray pull = terms.pull();
    NDArray push = terms.push();
    NDArray count = Masked.atLeastOne(count(pull, push));
    return pull.add(push).sum().div(count).add(penalty(boundaries, triplets, pull, push));
  }

  @Override
  public NDArray activeShare(PairBatch comparison, Map<String, NDArray> tensors) {
    Triplets triplets = comparison.tuples().triplets();
    if (triplets.count() == 0) {
      return comparison.zero();
    }
    Terms terms = terms(comparison, triplets, boundaries(comparison, triplets, tensors));
    NDArray pulled = Masked.indicator(terms.pull().gt(0), terms.pull());
    NDArray pushed = Masked.indicator(terms.push().gt(0), terms.push());
    return pulled.mean().add(pushed.mean()).div(2);
  }

  private Terms terms(PairBatch comparison, Triplets triplets, NDArray boundaries) {
    NDArray distances = distance.matrix(comparison.anchors(), comparison.references());
    NDArray toPositive = triplets.atPositives(distances);
    NDArray toNegative = triplets.atNegatives(distances);
    return new Terms(
        Activation.relu(toPositive.sub(boundaries).add(margin)),
        Activation.relu(boundaries.sub(toNegative).add(margin)));
  }

  private NDArray boundaries(PairBatch comparison, Triplets triplets, Map<String, NDArray> given) {
    NDArray rows = comparison.anchors();
    if (boundary == Boundary.CONSTANT) {
      return comparison.zero().stopGradient().reshape(1).add(beta);
    }
    NDArray trained = given.get(BETA);
    if (trained == null) {
      throw new IllegalArgumentException("tensors must contain beta, got " + given.keySet());
    }
    NDArray all = StepView.of(trained, rows);
    return boundary == Boundary.SHARED
        ? all
        : all.gather(comparison.anchorLabels().gather(triplets.anchors(), 0), 0);
  }

  private NDArray count(NDArray pull, NDArray push) {
    NDArray pulling = Masked.indicator(pull.gt(0), pull);
    NDArray pushing = Masked.indicator(push.gt(0), push);
    return switch (divisor) {
      case ACTIVE_TERMS -> pulling.sum().add(pushing.sum());
      case ACTIVE_TRIPLETS -> pulling.maximum(pushing).sum();
    };
  }

  private NDArray penalty(NDArray boundaries, Triplets triplets, NDArray pull, NDArray push) {
    NDArray sum = boundaries.sum().mul(boundary == Boundary.CONSTANT ? 0 : nu);
    if (divisor == Divisor.ACTIVE_TRIPLETS) {
      return boundary == Boundary.SHARED ? sum.mul(triplets.count()) : sum;
    }
    if (boundary == Boundary.SHARED) {
      return sum;
    }
    NDArray count = count(pull, push);
    return sum.div(Masked.atLeastOne(count)).mul(Masked.indicator(count.gt(0), count));
  }
}
