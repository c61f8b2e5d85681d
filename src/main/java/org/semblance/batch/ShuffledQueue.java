package org.semblance.batch;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.function.LongUnaryOperator;
import org.semblance.math.Seeds;

/**
 * Endless passes over a set of ids, each pass in a new order. The ids of one draw are distinct: one
 * that comes up again at the border of two passes is deferred to the next draw, so that each pass
 * still covers the whole set.
 */
final class ShuffledQueue {

  /**
   * Where a queue stands, for checkpoints.
   *
   * @param pass passes completed
   * @param position ids taken from the current pass
   * @param deferred ids to hand out before the stream goes on; not copied
   */
  record Cursor(int pass, int position, long[] deferred) {
    static final Cursor START = new Cursor(0, 0, new long[0]);
  }

  private static final long NOTHING = Long.MIN_VALUE;

  private final long[] ids;
  private final LongUnaryOperator keyOfPass;
  private final Deque<Long> deferred = new ArrayDeque<>();
  private int pass;
  private int position;
  private long[] order;

  /**
   * A queue at {@code cursor}.
   *
   * @param ids ascending, at least one; not copied
   * @param keyOfPass seeds the order of each pass
   */
  ShuffledQueue(long[] ids, LongUnaryOperator keyOfPass, Cursor cursor) {
    this.ids = ids;
    this.keyOfPass = keyOfPass;
    this.pass = cursor.pass();
    this.position = cursor.position();
    Arrays.stream(cursor.deferred()).forEach(deferred::add);
    this.order = Seeds.permuted(ids, keyOfPass.applyAsLong(pass));
  }

  ShuffledQueue(long[] ids, LongUnaryOperator keyOfPass) {
    this(ids, keyOfPass, Cursor.START);
  }

  /** The next {@code count} ids; {@code count} must not exceed the size of the set. */
  long[] draw(int count) {
    return draw(count, NOTHING);
  }

  /** The next {@code count} ids other than {@code skipped}, which counts as handed out. */
  long[] draw(int count, long skipped) {
    List<Long> held = new ArrayList<>();
    long[] drawn = new long[count];
    int size = 0;
    while (size < count) {
      long id = next();
      if (id == skipped) {
        continue;
      }
      if (contains(drawn, size, id)) {
        held.add(id);
      } else {
        drawn[size++] = id;
      }
    }
    for (int i = held.size() - 1; i >= 0; i--) {
      deferred.addFirst(held.get(i));
    }
    return drawn;
  }

  Cursor cursor() {
    return new Cursor(pass, position, deferred.stream().mapToLong(Long::longValue).toArray());
  }

  private long next() {
    Long first = deferred.pollFirst();
    if (first != null) {
      return first;
    }
    long id = order[position++];
    if (position == order.length) {
      position = 0;
      pass++;
      order = Seeds.permuted(ids, keyOfPass.applyAsLong(pass));
    }
    return id;
  }

  private static boolean contains(long[] drawn, int size, long id) {
    for (int i = 0; i < size; i++) {
      if (drawn[i] == id) {
        return true;
      }
    }
    return false;
  }
}
