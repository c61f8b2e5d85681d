package org.semblance.method.apfs;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.semblance.batch.ApfsSettings.Coupling;
import org.semblance.batch.ApfsSettings.Proximal;
import org.semblance.tensor.Autograd;

/**
 * The regularizer of APFS: {@code lambda_k / 2 ||weights - reference||²} with the weights at the
 * end of the round before as the reference, {@code lambda_k = lambda decay^k}, 0 in round 0. It
 * covers the net's weights, not those of the loss.
 *
 * <p>Coupled, its gradient {@code lambda_k (weights - reference)} joins the reduced gradient once,
 * before weight decay, clipping and the optimizer's moments. Adam rescales it: where the loss's own
 * gradient vanishes, steps are about the learning rate whatever lambda is. Decoupled, the weights
 * shrink towards the reference by {@code learningRate lambda_k} after the optimizer's step.
 *
 * <p>It owns copies of the reference weights until closed.
 */
public final class ProximalTerm implements AutoCloseable {

  /** Before the group's name in the state: the best weights of the round under way. */
  private static final String BEST = "best/";

  private final Proximal settings;
  private final Map<String, NDArray> references = new LinkedHashMap<>();
  private final Map<String, NDArray> best = new LinkedHashMap<>();
  private @Nullable NDManager manager;

  public ProximalTerm(Proximal settings) {
    this.settings = settings;
  }

  /**
   * Keeps copies of {@code weights}, flat arrays by group name, as the best of the round so far.
   */
  public void keepBest(Map<String, NDArray> weights) {
    replace(best, weights);
  }

  /**
   * Ends a round: its best weights are the reference from now on, or copies of {@code weights}, its
   * last, where none were kept.
   */
  public void anchor(Map<String, NDArray> weights) {
    replace(references, best.isEmpty() ? weights : best);
    clear(best);
  }

  /** Whether {@link #addTo} adds something in {@code round}. */
  public boolean isCoupled(int round) {
    return settings.coupling() == Coupling.COUPLED && settings.lambda(round) > 0;
  }

  /**
   * Coupled: adds {@code lambda_round (weights - reference)} to {@code gradients} in place.
   *
   * @param group a name given to {@link #anchor}, unless the factor of {@code round} is 0
   */
  public void addTo(NDArray gradients, NDArray weights, String group, int round) {
    if (isCoupled(round)) {
      double lambda = settings.lambda(round);
      NDArray reference = reference(group);
      Autograd.inPlace(() -> gradients.addi(weights.sub(reference).muli(lambda)));
    }
  }

  /**
   * Decoupled: subtracts {@code learningRate lambda_round (weights - reference)} from {@code
   * weights} in place, after the optimizer's step.
   */
  public void pull(NDArray weights, String group, double learningRate, int round) {
    double lambda = settings.lambda(round);
    if (settings.coupling() == Coupling.DECOUPLED && lambda > 0) {
      NDArray reference = reference(group);
      Autograd.inPlace(() -> weights.subi(weights.sub(reference).muli(learningRate * lambda)));
    }
  }

  /** The value {@code lambda_round / 2 ||weights - reference||²} of one group. */
  public double penalty(NDArray weights, String group, int round) {
    double lambda = settings.lambda(round);
    if (lambda == 0) {
      return 0;
    }
    try (NDArray difference = weights.sub(reference(group));
        NDArray norm = difference.norm()) {
      double length = norm.toArray()[0].doubleValue();
      return lambda / 2 * length * length;
    }
  }

  /** References and best weights by group name, for a checkpoint; still owned by the term. */
  public Map<String, NDArray> state() {
    Map<String, NDArray> state = new LinkedHashMap<>(references);
    best.forEach((group, values) -> state.put(BEST + group, values));
    return state;
  }

  /** Goes on from {@link #state}, copied to the device of {@code device}. */
  public void restore(Map<String, NDArray> state, NDManager device) {
    close();
    state.forEach(
        (name, values) -> {
          NDArray copy = copy(values.toDevice(device.getDevice(), false));
          if (name.startsWith(BEST)) {
            best.put(name.substring(BEST.length()), copy);
          } else {
            references.put(name, copy);
          }
        });
  }

  @Override
  public void close() {
    references.clear();
    best.clear();
    if (manager != null) {
      manager.close();
      manager = null;
    }
  }

  private NDArray reference(String group) {
    NDArray reference = references.get(group);
    if (reference == null) {
      throw new IllegalArgumentException(
          "group must be one of " + references.keySet() + ", got " + group);
    }
    return reference;
  }

  private void replace(Map<String, NDArray> copies, Map<String, NDArray> weights) {
    clear(copies);
    weights.forEach((group, values) -> copies.put(group, copy(values)));
  }

  private static void clear(Map<String, NDArray> copies) {
    copies.values().forEach(NDArray::close);
    copies.clear();
  }

  private NDArray copy(NDArray values) {
    if (manager == null) {
      manager = NDManager.newBaseManager(values.getDevice());
    }
    NDArray copy = values.duplicate();
    copy.attach(manager);
    return copy;
  }
}
