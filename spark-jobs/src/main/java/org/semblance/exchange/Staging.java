package org.semblance.exchange;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/** Arrays that addends arrive in, kept for the next exchange of the same size. */
final class Staging {

  private final Map<Integer, Deque<float[]>> idle = new HashMap<>();

  /** An array with undefined content. */
  synchronized float[] take(int length) {
    float[] array = idle.computeIfAbsent(length, absent -> new ArrayDeque<>()).poll();
    return array == null ? new float[length] : array;
  }

  synchronized void give(float[] array) {
    idle.computeIfAbsent(array.length, absent -> new ArrayDeque<>()).push(array);
  }
}
