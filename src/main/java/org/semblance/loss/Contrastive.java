package org.semblance.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Activation;
import java.util.Map;
import org.semblance.config.Setting;
import org.semblance.config.Settings;
import org.semblance.config.Summary;
import org.semblance.distance.Distance;
import org.semblance.miner.Miner;
import org.semblance.miner.PairBatch;
import org.semblance.reducer.Reducer;
import org.semblance.tensor.Masked;

/**
 * Pulls positive pairs inside one margin and pushes negative pairs beyond another: {@code max(0, d
 * - positiveMargin)} over ordered positive pairs plus {@code max(0, negativeMargin - d)} over
 * ordered negative pairs, each reduced by itself. For a similarity {@code s} the terms are {@code
 * max(0, positiveMargin - s)} and {@code max(0, s - negativeMargin)}.
 *
 * <p>Hadsell et al. 2006, with plain instead of squared terms as in XBM and PML. With {@link
 * org.semblance.distance.SignalToNoise} it is the SNR loss of Yuan et al. 2019.
 *
 * @param positiveMargin in units of {@code distance}
 * @param negativeMargin in units of {@code distance}
 */
@Summary("Hadsell et al. 2006; with distance signal-to-noise the SNR loss.")
public record Contrastive(
    @Setting(value = "In units of the distance; for a similarity 1 is usual.", byDefault = "0.0")
        double positiveMargin,
    @Setting(value = "In units of the distance; for cosine 0.5 is usual (XBM).", byDefault = "1.0")
        double negativeMargin,
    @Setting(value = "How near two rows are.", byDefault = "{type: lp}") Distance distance,
    @Setting(value = "How terms become one number.", byDefault = "{type: non-zero-mean}")
        Reducer reducer,
    @Setting(value = "Which pairs or triplets count.", byDefault = "{type: none}") Miner miner)
    implements HingeLoss {

  /** Terms of all pairs {@code [anchors, references]}, as if positive and as if negative. */
  private record Terms(NDArray pull, NDArray push) {}

  public Contrastive {
    Settings.check(Contrastive.class, positiveMargin, negativeMargin, distance, reducer, miner);
  }

  @Override
  public NDArray evaluate(PairBatch comparison, Map<String, NDArray> tensors) {
    Terms terms = terms(comparison);
    NDArray labels = comparison.anchorLabels();
    return reducer
        .reduce(terms.pull(), comparison.positives(), labels)
        .add(reducer.reduce(terms.push(), comparison.negatives(), labels));
  }

  @Override
  public NDArray activeShare(PairBatch comparison, Map<String, NDArray> tensors) {
    Terms terms = terms(comparison);
    NDArray pulled = Masked.indicator(terms.pull().gt(0), terms.pull());
    NDArray pushed = Masked.indicator(terms.push().gt(0), terms.push());
    NDArray active =
        pulled.mul(comparison.positives()).sum().add(pushed.mul(comparison.negatives()).sum());
    NDArray pairs = comparison.positives().sum().add(comparison.negatives().sum());
    return active.div(Masked.atLeastOne(pairs));
  }

  private Terms terms(PairBatch comparison) {
    NDArray farness = distance.farness(comparison.anchors(), comparison.references());
    return new Terms(
        Activation.relu(farness.sub(distance.sign() * positiveMargin)),
        Activation.relu(farness.neg().add(distance.sign() * negativeMargin)));
  }
}
