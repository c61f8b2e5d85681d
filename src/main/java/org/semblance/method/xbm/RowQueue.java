package org.semblance.method.xbm;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.LinkedHashMap;
import java.util.Map;
import org.semblance.fault.SemblanceException;
import org.semblance.method.objective.Objective;
import org.semblance.tensor.StepView;

/**
 * A ring buffer of rows with labels: the oldest rows are overwritten first. It owns its native
 * memory.
 */
public final class RowQueue implements AutoCloseable {

  private static final String EMBEDDINGS = "xbm/embeddings";
  private static final String LABELS = "xbm/labels";
  private static final String CURSOR = "xbm/cursor";

  private final NDManager manager;
  private final NDArray embeddings;
  private final NDArray labels;
  private final NDArray cursor;
  private int next;
  private boolean filled;

  /** An empty queue for rows like {@code rows}. */
  public RowQueue(int capacity, NDArray rows) {
    this(
        NDManager.newBaseManager(rows.getDevice()),
        new Shape(capacity, rows.size(1)),
        rows.getDataType());
  }

  private RowQueue(NDManager manager, Shape shape, DataType type) {
    this.manager = manager;
    manager.setName("cross-batch-memory");
    embeddings = manager.zeros(shape, type);
    labels = manager.zeros(new Shape(shape.get(0)), DataType.INT64);
    cursor = manager.zeros(new Shape(2), DataType.INT64);
  }

  /** A queue with a copy of {@code state}, on the device of {@code device}. */
  public static RowQueue restored(Map<String, NDArray> state, NDManager device) {
    NDArray rows = Objective.part(state, EMBEDDINGS);
    RowQueue queue =
        new RowQueue(
            NDManager.newBaseManager(device.getDevice()), rows.getShape(), rows.getDataType());
    rows.copyTo(queue.embeddings);
    Objective.part(state, LABELS).copyTo(queue.labels);
    Objective.part(state, CURSOR).copyTo(queue.cursor);
    long[] position = queue.cursor.toLongArray();
    queue.next = (int) position[0];
    queue.filled = position[1] != 0;
    return queue;
  }

  /**
   * Remembers a copy of {@code rows} {@code [n, d]} without gradient.
   *
   * @return the position of each row
   */
  public long[] push(NDArray rows, NDArray rowLabels) {
    int count = (int) rows.size(0);
    if (count > capacity()) {
      throw SemblanceException.usage(
          "xbm.capacity must be at least the rows of a batch, "
              + count
              + ", got "
              + capacity()
              + ": raise xbm.capacity");
    }
    int untilEnd = Math.min(count, capacity() - next);
    copy(rows, rowLabels, 0, untilEnd, next);
    copy(rows, rowLabels, untilEnd, count, 0);
    long[] positions = new long[count];
    for (int i = 0; i < count; i++) {
      positions[i] = ((long) next + i) % capacity();
    }
    filled |= next + count >= capacity();
    next = (next + count) % capacity();
    return positions;
  }

  private void copy(NDArray rows, NDArray rowLabels, int from, int to, int position) {
    if (to > from) {
      NDIndex source = new NDIndex(from + ":" + to);
      NDIndex target = new NDIndex(position + ":" + (position + to - from));
      embeddings.set(target, rows.stopGradient().get(source));
      labels.set(target, rowLabels.get(source));
    }
  }

  /** The rows remembered, attached to the manager of {@code owner}; a view. */
  public NDArray embeddings(NDArray owner) {
    return StepView.of(embeddings, owner).get(new NDIndex("0:" + size()));
  }

  /** The labels remembered, attached to the manager of {@code owner}; a view. */
  public NDArray labels(NDArray owner) {
    return StepView.of(labels, owner).get(new NDIndex("0:" + size()));
  }

  public int size() {
    return filled ? capacity() : next;
  }

  /** The position the next row is written to. */
  int next() {
    return next;
  }

  public Map<String, NDArray> state() {
    cursor.set(new long[] {next, filled ? 1 : 0});
    Map<String, NDArray> state = new LinkedHashMap<>();
    state.put(EMBEDDINGS, embeddings);
    state.put(LABELS, labels);
    state.put(CURSOR, cursor);
    return state;
  }

  @Override
  public void close() {
    manager.close();
  }

  private int capacity() {
    return (int) embeddings.size(0);
  }
}
