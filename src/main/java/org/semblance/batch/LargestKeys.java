package org.semblance.batch;

import java.util.Arrays;
import org.semblance.math.RankKey;

/** The largest of many {@link RankKey}s, up to a number of them: a heap, smallest on top. */
final class LargestKeys {

  private final long[] heap;
  private int size;

  LargestKeys(int capacity) {
    this.heap = new long[capacity];
  }

  /** The score that a key must reach to be kept; minus infinity while there is room. */
  float floor() {
    return size < heap.length ? Float.NEGATIVE_INFINITY : RankKey.score(heap[0]);
  }

  /** Keeps {@code key} if it is above the floor. */
  void offer(long key) {
    if (size < heap.length) {
      siftUp(key);
    } else if (key > heap[0]) {
      siftDown(key);
    }
  }

  /** The kept keys in no order. */
  long[] toArray() {
    return Arrays.copyOf(heap, size);
  }

  private void siftUp(long key) {
    int at = size++;
    while (at > 0 && heap[(at - 1) / 2] > key) {
      heap[at] = heap[(at - 1) / 2];
      at = (at - 1) / 2;
    }
    heap[at] = key;
  }

  private void siftDown(long key) {
    int at = 0;
    for (int child = 1; child < size; child = 2 * at + 1) {
      if (child + 1 < size && heap[child + 1] < heap[child]) {
        child++;
      }
      if (heap[child] >= key) {
        break;
      }
      heap[at] = heap[child];
      at = child;
    }
    heap[at] = key;
  }
}
