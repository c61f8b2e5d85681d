package org.semblance.method.objective;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.semblance.loss.part.LossTensor;
import org.semblance.optim.ParameterGroup;

/** An objective around another one, which it owns: whatever it does not override is the other's. */
public interface SurroundingObjective extends Objective {

  /** The objective inside. */
  Objective inner();

  @Override
  default List<LossTensor> tensors(int classCount, int dimension) {
    return inner().tensors(classCount, dimension);
  }

  @Override
  default boolean needsTeacher(int epoch) {
    return inner().needsTeacher(epoch);
  }

  @Override
  default NDArray evaluate(StepBatch batch) {
    return inner().evaluate(batch);
  }

  @Override
  default OptionalDouble activeShare() {
    return inner().activeShare();
  }

  @Override
  default boolean hasWeightGradient(int epoch) {
    return inner().hasWeightGradient(epoch);
  }

  @Override
  default void addWeightGradient(ParameterGroup net, int epoch) {
    inner().addWeightGradient(net, epoch);
  }

  @Override
  default void moveWeights(ParameterGroup net, double learningRate, int epoch) {
    inner().moveWeights(net, learningRate, epoch);
  }

  @Override
  default void keepBest(List<ParameterGroup> net) {
    inner().keepBest(net);
  }

  @Override
  default void finishEpoch(List<ParameterGroup> net) {
    inner().finishEpoch(net);
  }

  @Override
  default Map<Integer, float[]> representatives() {
    return inner().representatives();
  }

  @Override
  default Map<String, NDArray> state() {
    return inner().state();
  }

  @Override
  default void restore(Map<String, NDArray> state, NDManager manager) {
    inner().restore(state, manager);
  }

  @Override
  default long memoryFootprintBytes(int rows, int classCount, int dimension) {
    return inner().memoryFootprintBytes(rows, classCount, dimension);
  }

  @Override
  default Map<String, Double> figures() {
    return inner().figures();
  }

  @Override
  default void close() {
    inner().close();
  }

  /** The state of the objective inside, with {@code own} under names that begin with a prefix. */
  default Map<String, NDArray> stateWith(String prefix, Map<String, NDArray> own) {
    Map<String, NDArray> state = new LinkedHashMap<>(inner().state());
    own.forEach((name, array) -> state.put(prefix + name, array));
    return state;
  }

  /** Restores the objective inside; gives back what {@link #stateWith} put under the prefix. */
  default Map<String, NDArray> restoreAllBut(
      String prefix, Map<String, NDArray> state, NDManager manager) {
    Map<String, NDArray> others = new LinkedHashMap<>();
    Map<String, NDArray> own = new LinkedHashMap<>();
    state.forEach(
        (name, array) -> {
          if (name.startsWith(prefix)) {
            own.put(name.substring(prefix.length()), array);
          } else {
            others.put(name, array);
          }
        });
    inner().restore(others, manager);
    return own;
  }
}
