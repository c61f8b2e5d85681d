package org.semblance.method.apfs;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.semblance.batch.ApfsSettings.Anchor;
import org.semblance.batch.ApfsSettings.Proximal;
import org.semblance.method.objective.Objective;
import org.semblance.method.objective.SurroundingObjective;
import org.semblance.optim.ParameterGroup;

/**
 * Adds the {@link ProximalTerm} of APFS to an objective, which it owns: the last or the best
 * weights of a round, which is an epoch of its plan, are the reference of the next. Training goes
 * on from the last ones either way.
 */
public final class ProximalPull implements SurroundingObjective {

  private static final String PREFIX = "proximal/";

  private final Objective inner;
  private final Anchor anchor;
  private final ProximalTerm term;

  /**
   * The pull around {@code inner}.
   *
   * @param anchor {@code LAST}, or {@code BEST} where rounds are validated on their way
   */
  public ProximalPull(Objective inner, Proximal settings, Anchor anchor) {
    this.inner = inner;
    this.anchor = anchor;
    this.term = new ProximalTerm(settings);
  }

  @Override
  public Objective inner() {
    return inner;
  }

  @Override
  public boolean hasWeightGradient(int epoch) {
    return term.isCoupled(epoch);
  }

  @Override
  public void addWeightGradient(ParameterGroup net, int epoch) {
    term.addTo(net.gradients(), net.values(), net.name(), epoch);
  }

  @Override
  public void moveWeights(ParameterGroup net, double learningRate, int epoch) {
    term.pull(net.values(), net.name(), learningRate, epoch);
  }

  @Override
  public void keepBest(List<ParameterGroup> net) {
    if (anchor == Anchor.BEST) {
      term.keepBest(weights(net));
    }
    inner.keepBest(net);
  }

  @Override
  public void finishEpoch(List<ParameterGroup> net) {
    term.anchor(weights(net));
    inner.finishEpoch(net);
  }

  @Override
  public Map<String, NDArray> state() {
    return stateWith(PREFIX, term.state());
  }

  @Override
  public void restore(Map<String, NDArray> state, NDManager manager) {
    term.restore(restoreAllBut(PREFIX, state, manager), manager);
  }

  @Override
  public void close() {
    inner.close();
    term.close();
  }

  private static Map<String, NDArray> weights(List<ParameterGroup> net) {
    Map<String, NDArray> weights = new LinkedHashMap<>();
    net.forEach(group -> weights.put(group.name(), group.values()));
    return weights;
  }
}
