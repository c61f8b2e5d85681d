package org.semblance.method.apfs;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.semblance.method.objective.Objective;
import org.semblance.method.objective.StepBatch;
import org.semblance.method.objective.SurroundingObjective;
import org.semblance.optim.ParameterGroup;

/**
 * Remembers the embedding of each class's representative as training saw it last, until the round
 * ends: class mining of APFS reads it at no cost. It is stale by at most a pass over the classes,
 * and valid because a representative stays for the round.
 */
public final class RepresentativeMemory implements SurroundingObjective {

  private static final String PREFIX = "representatives/";
  private static final String CLASSES = "classes";
  private static final String EMBEDDINGS = "embeddings";

  private final Objective inner;
  private final Map<Integer, float[]> latest = new TreeMap<>();
  private @Nullable NDManager saved;

  public RepresentativeMemory(Objective inner) {
    this.inner = inner;
  }

  @Override
  public Objective inner() {
    return inner;
  }

  @Override
  public NDArray evaluate(StepBatch batch) {
    float[] rows = batch.embeddings().toFloatArray();
    int dimension = Math.toIntExact(batch.embeddings().size(1));
    boolean[] representatives = batch.representatives();
    for (int i = 0; i < representatives.length; i++) {
      if (representatives[i]) {
        float[] row = Arrays.copyOfRange(rows, i * dimension, (i + 1) * dimension);
        latest.put(batch.classIds()[i], row);
      }
    }
    return inner.evaluate(batch);
  }

  @Override
  public Map<Integer, float[]> representatives() {
    return latest;
  }

  @Override
  public void finishEpoch(List<ParameterGroup> net) {
    latest.clear();
    inner.finishEpoch(net);
  }

  @Override
  public Map<String, NDArray> state() {
    close(saved);
    saved = NDManager.newBaseManager();
    long[] classes = latest.keySet().stream().mapToLong(Integer::longValue).toArray();
    int dimension = latest.values().stream().mapToInt(row -> row.length).findFirst().orElse(0);
    float[] rows = new float[classes.length * dimension];
    int offset = 0;
    for (float[] row : latest.values()) {
      System.arraycopy(row, 0, rows, offset, dimension);
      offset += dimension;
    }
    return latest.isEmpty()
        ? inner.state()
        : stateWith(
            PREFIX,
            Map.of(
                CLASSES, saved.create(classes),
                EMBEDDINGS, saved.create(rows, new Shape(classes.length, dimension))));
  }

  @Override
  public void restore(Map<String, NDArray> state, NDManager manager) {
    Map<String, NDArray> own = restoreAllBut(PREFIX, state, manager);
    latest.clear();
    NDArray classes = own.get(CLASSES);
    NDArray embeddings = own.get(EMBEDDINGS);
    if (classes != null && embeddings != null) {
      float[] rows = embeddings.toFloatArray();
      int dimension = Math.toIntExact(embeddings.size(1));
      int offset = 0;
      for (long index : classes.toLongArray()) {
        latest.put((int) index, Arrays.copyOfRange(rows, offset, offset + dimension));
        offset += dimension;
      }
    }
  }

  @Override
  public void close() {
    inner.close();
    close(saved);
    saved = null;
  }

  private static void close(@Nullable NDManager manager) {
    if (manager != null) {
      manager.close();
    }
  }
}
