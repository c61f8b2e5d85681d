package org.semblance.evaluate.blocks;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.semblance.eval.search.LabeledRows;
import org.semblance.evaluate.read.RowIds;
import org.semblance.math.Rows;

/**
 * Where each row of a side goes: the order of class and id, cut into blocks of whole classes.
 * Arrays are not copied.
 *
 * @param order {@code [rows]}, the number of the row at each place
 * @param starts {@code [blocks + 1]}, the place at which each block begins
 * @param classes {@code [rows]} by place
 * @param ties {@code [rows]} by place
 * @param ranks {@code [rows]} by place, the rank of the row's id among the ids of this side: what
 *     random choices are made by
 * @param sequences {@code [rows]} by place, or empty
 * @param ids by place
 * @param categories {@code [rows]} by place, or empty
 */
public record SideLayout(
    int[] order,
    int[] starts,
    int[] classes,
    int[] ties,
    int[] ranks,
    int[] sequences,
    RowIds ids,
    int[] categories)
    implements Serializable {

  public int count() {
    return order.length;
  }

  public int blocks() {
    return starts.length - 1;
  }

  /** The block of the places {@code [from, to)}, whose vectors are {@code rows}. */
  LabeledRows block(int from, int to, Rows rows) {
    return new LabeledRows(
        rows,
        Arrays.copyOfRange(classes, from, to),
        Arrays.copyOfRange(ties, from, to),
        sequences.length == 0 ? sequences : Arrays.copyOfRange(sequences, from, to));
  }

  /** All places in ranges of at most {@code rows}, and about {@code parts} of them or more. */
  public List<QueryRange> ranges(int rows, int parts) {
    int size = Math.max(1, Math.min(rows, (count() + parts - 1) / parts));
    List<QueryRange> ranges = new ArrayList<>();
    for (int block = 0; block < blocks(); block++) {
      int count = starts[block + 1] - starts[block];
      for (int from = 0; from < count; from += size) {
        ranges.add(new QueryRange(block, from, Math.min(count, from + size)));
      }
    }
    return ranges;
  }

  /** The block that holds {@code place}. */
  int blockOf(int place) {
    int found = Arrays.binarySearch(starts, place);
    return found < 0 ? -found - 2 : found;
  }

  /** The places given, which ascend, in blocks as here; empty blocks are left out. */
  public SideLayout pick(int[] places) {
    int[] blocks = Arrays.stream(places).map(this::blockOf).toArray();
    IntStream.Builder picked = IntStream.builder();
    for (int i = 0; i < places.length; i++) {
      if (i == 0 || blocks[i] != blocks[i - 1]) {
        picked.add(i);
      }
    }
    picked.add(places.length);
    return new SideLayout(
        at(order, places),
        picked.build().toArray(),
        at(classes, places),
        at(ties, places),
        at(ranks, places),
        at(sequences, places),
        ids.pick(places),
        at(categories, places));
  }

  private static int[] at(int[] values, int[] places) {
    return values.length == 0 ? values : Arrays.stream(places).map(i -> values[i]).toArray();
  }

  /** Whether these are the same rows in the same order. */
  public boolean isSame(SideLayout other) {
    return Arrays.equals(order, other.order);
  }
}
