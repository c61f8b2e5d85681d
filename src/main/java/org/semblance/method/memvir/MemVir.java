package org.semblance.method.memvir;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.semblance.distance.UnitRows;
import org.semblance.loss.ClassWeightLoss;
import org.semblance.loss.SoftmaxLoss;
import org.semblance.loss.part.LossTensor;
import org.semblance.method.objective.Objective;
import org.semblance.method.objective.StepBatch;

/**
 * Memory-based virtual classes: past steps, their embeddings and class weights alike, take part in
 * the loss as further classes. The number of virtual sets grows as the memory fills.
 *
 * <p>The step reads the memory before it writes it, so with {@code M} skipped steps the {@code
 * j}-th set is step {@code t - j(M + 1)}. Embeddings are made unit rows here; class weights are
 * kept raw. All current and virtual rows weigh the same in the mean; what the loss asks of its
 * class weights themselves is added for the current ones only.
 *
 * <p>Source: Ko et al., "Learning with Memory-based Virtual Classes for Deep Metric Learning", ICCV
 * 2021, section 3; order of the steps as in the authors' code.
 */
public final class MemVir implements Objective {

  private final ClassWeightLoss base;
  private final MemVirSettings settings;
  private final VirtualClassMemory memory;
  private final VirtualClassLoss loss;
  private int virtualSetsInUse;

  /** MemVir over {@code base}, with an empty memory. */
  public MemVir(ClassWeightLoss base, MemVirSettings settings) {
    this(base, settings, cheapest(base));
  }

  MemVir(ClassWeightLoss base, MemVirSettings settings, VirtualClassLoss loss) {
    this.base = base;
    this.settings = settings;
    this.memory = new VirtualClassMemory(settings);
    this.loss = loss;
  }

  @Override
  public List<LossTensor> tensors(int classCount, int dimension) {
    return base.tensors(classCount, dimension);
  }

  @Override
  public NDArray evaluate(StepBatch batch) {
    NDArray embeddings = UnitRows.of(batch.embeddings());
    NDArray classWeights = ClassWeightLoss.classWeights(batch.lossTensors());
    boolean remembers = settings.remembersIn(batch.epoch());
    List<Snapshot> virtual = remembers ? memory.selected() : List.of();
    virtualSetsInUse = virtual.size();
    NDArray value = loss.evaluate(embeddings, batch.labels(), classWeights, virtual);
    if (remembers) {
      remember(batch, embeddings, classWeights);
    }
    return base.penalized(value, classWeights);
  }

  @Override
  public long memoryFootprintBytes(int rows, int classCount, int dimension) {
    long floats = (long) settings.capacity() * (rows + (long) classCount) * dimension;
    long labels = (long) settings.capacity() * rows;
    return Float.BYTES * floats
        + Long.BYTES * labels
        + Float.BYTES * loss.cachedValues(settings, rows);
  }

  @Override
  public Map<String, NDArray> state() {
    Map<String, NDArray> state = new LinkedHashMap<>(memory.state());
    state.putAll(loss.state());
    return state;
  }

  @Override
  public void restore(Map<String, NDArray> state, NDManager manager) {
    memory.restore(state, manager);
    loss.restore(state, memory);
  }

  @Override
  public Map<String, Double> figures() {
    return Map.of("virtual-sets", (double) virtualSetsInUse);
  }

  @Override
  public void close() {
    loss.close();
    memory.close();
  }

  public VirtualClassMemory memory() {
    return memory;
  }

  VirtualClassLoss loss() {
    return loss;
  }

  /** The definition, but for losses whose blocks add up. */
  private static VirtualClassLoss cheapest(ClassWeightLoss base) {
    return base instanceof SoftmaxLoss softmax && BlockedClasses.suits(softmax)
        ? new BlockedClasses(softmax)
        : new ConcatenatedClasses(base);
  }

  /** After the loss, so that a step is never its own virtual set. */
  private void remember(StepBatch batch, NDArray embeddings, NDArray classWeights) {
    Snapshot leaving = memory.push(batch.step(), embeddings, batch.labels(), classWeights);
    if (leaving != null) {
      loss.forget(leaving);
      leaving.close();
    }
  }
}
