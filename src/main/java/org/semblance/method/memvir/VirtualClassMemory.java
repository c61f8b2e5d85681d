package org.semblance.method.memvir;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.semblance.method.objective.Objective;

/**
 * The first-in, first-out memory of MemVir: the embeddings, labels and class weights of the latest
 * {@code N(M + 1)} steps. It owns its native memory and frees a step's arrays when the step leaves.
 */
public final class VirtualClassMemory implements AutoCloseable {

  private static final String PREFIX = "memory/";

  private final MemVirSettings settings;
  private final Deque<Snapshot> newestFirst = new ArrayDeque<>();
  private @Nullable NDManager manager;

  VirtualClassMemory(MemVirSettings settings) {
    this.settings = settings;
  }

  /** The replayed steps, most recent first: every (M + 1)-th of the remembered ones. */
  List<Snapshot> selected() {
    return everySpacing(new ArrayList<>(newestFirst), settings.skippedSteps());
  }

  /** The remembered steps that are replayed together with {@code newest}, itself first. */
  List<Snapshot> selectedFrom(Snapshot newest) {
    List<Snapshot> snapshots = new ArrayList<>(newestFirst);
    return everySpacing(snapshots, snapshots.indexOf(newest));
  }

  /**
   * Remembers a step.
   *
   * @return the step that had to leave, to be closed by the caller, or null
   */
  @Nullable Snapshot push(long step, NDArray embeddings, NDArray labels, NDArray classWeights) {
    if (settings.capacity() == 0) {
      return null;
    }
    newestFirst.addFirst(
        Snapshot.copyOf(
            managerOn(embeddings.getManager()), step, embeddings, labels, classWeights));
    return newestFirst.size() > settings.capacity() ? newestFirst.removeLast() : null;
  }

  /** The remembered steps, oldest first. */
  public List<Snapshot> oldestFirst() {
    List<Snapshot> snapshots = new ArrayList<>(newestFirst.size());
    newestFirst.descendingIterator().forEachRemaining(snapshots::add);
    return snapshots;
  }

  /** The arrays by {@code memory/<step>/<part>}, oldest step first. */
  Map<String, NDArray> state() {
    Map<String, NDArray> state = new LinkedHashMap<>();
    for (Snapshot snapshot : oldestFirst()) {
      String name = PREFIX + snapshot.step();
      state.put(name + "/embeddings", snapshot.embeddings());
      state.put(name + "/labels", snapshot.labels());
      state.put(name + "/class-weights", snapshot.classWeights());
    }
    return state;
  }

  /** Replaces the content by copies on the device of {@code device}. */
  void restore(Map<String, NDArray> state, NDManager device) {
    close();
    for (long step : steps(state)) {
      String name = PREFIX + step;
      newestFirst.addFirst(
          Snapshot.copyOf(
              managerOn(device),
              step,
              Objective.part(state, name + "/embeddings").toDevice(device.getDevice(), false),
              Objective.part(state, name + "/labels").toDevice(device.getDevice(), false),
              Objective.part(state, name + "/class-weights").toDevice(device.getDevice(), false)));
    }
  }

  @Override
  public void close() {
    newestFirst.clear();
    if (manager != null) {
      manager.close();
      manager = null;
    }
  }

  /** The owner of all snapshots, opened on the device of the first array it will hold. */
  private NDManager managerOn(NDManager device) {
    if (manager == null) {
      manager = NDManager.newBaseManager(device.getDevice());
      manager.setName("virtual-class-memory");
    }
    return manager;
  }

  private List<Snapshot> everySpacing(List<Snapshot> snapshots, int first) {
    List<Snapshot> selected = new ArrayList<>(settings.virtualSets());
    for (int position = first; position < snapshots.size(); position += settings.spacing()) {
      selected.add(snapshots.get(position));
    }
    return selected;
  }

  private static List<Long> steps(Map<String, NDArray> state) {
    return state.keySet().stream()
        .filter(name -> name.startsWith(PREFIX))
        .map(name -> Long.valueOf(name.substring(PREFIX.length(), name.lastIndexOf('/'))))
        .distinct()
        .sorted()
        .toList();
  }
}
