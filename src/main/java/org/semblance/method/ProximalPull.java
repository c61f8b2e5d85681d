package org.semblance.method;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.semblance.batch.ApfsSettings.Proximal;
import org.semblance.loss.LossTensor;
import org.semblance.optim.ParameterGroup;

/**
 * Adds the {@link ProximalTerm} of APFS to an objective, which it owns: the weights at the end of a
 * round are the reference of the next. A round is an epoch of its plan; as the net is validated at
 * the end of a round only, a round's best weights are its last.
 */
final class ProximalPull implements Objective {

  private static final String PREFIX = "proximal/";

  private final Objective inner;
  private final ProximalTerm term;

  ProximalPull(Objective inner, Proximal settings) {
    this.inner = inner;
    this.term = new ProximalTerm(settings);
  }

  @Override
  public List<LossTensor> tensors(int classCount, int dimension) {
    return inner.tensors(classCount, dimension);
  }

  @Override
  public boolean needsTeacher(int epoch) {
    return inner.needsTeacher(epoch);
  }

  @Override
  public NDArray evaluate(StepBatch batch) {
    return inner.evaluate(batch);
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
  public void finishEpoch(List<ParameterGroup> net) {
    Map<String, NDArray> weights = new LinkedHashMap<>();
    net.forEach(group -> weights.put(group.name(), group.values()));
    term.anchor(weights);
  }

  @Override
  public Map<String, NDArray> state() {
    Map<String, NDArray> state = new LinkedHashMap<>(inner.state());
    term.state().forEach((group, reference) -> state.put(PREFIX + group, reference));
    return state;
  }

  @Override
  public void restore(Map<String, NDArray> state, NDManager manager) {
    Map<String, NDArray> others = new LinkedHashMap<>();
    Map<String, NDArray> references = new LinkedHashMap<>();
    state.forEach(
        (name, array) -> {
          if (name.startsWith(PREFIX)) {
            references.put(name.substring(PREFIX.length()), array);
          } else {
            others.put(name, array);
          }
        });
    inner.restore(others, manager);
    term.restore(references, manager);
  }

  @Override
  public long memoryFootprintBytes(int rows, int classCount, int dimension) {
    return inner.memoryFootprintBytes(rows, classCount, dimension);
  }

  @Override
  public Map<String, Double> figures() {
    return inner.figures();
  }

  @Override
  public void close() {
    inner.close();
    term.close();
  }
}
