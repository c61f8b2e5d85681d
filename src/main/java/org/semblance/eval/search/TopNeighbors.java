package org.semblance.eval.search;

import java.util.Arrays;
import org.semblance.math.BlockProduct;
import org.semblance.math.RankKey;
import org.semblance.math.ScoreKernel;

/**
 * The nearest rows of each query of a block, blocks of the gallery coming in any order: per query a
 * heap of keys whose root is the worst kept. Takes 8 bytes per neighbor.
 */
public final class TopNeighbors {

  private final LabeledRows queries;
  private final int wanted;
  private final long[] heaps;
  private final int[] sizes;
  private final float[] floors;

  public TopNeighbors(LabeledRows queries, int wanted) {
    if (wanted < 1) {
      throw new IllegalArgumentException("neighbors must be at least 1, got " + wanted);
    }
    this.queries = queries;
    this.wanted = wanted;
    this.heaps = new long[Math.multiplyExact(queries.count(), wanted)];
    this.sizes = new int[queries.count()];
    this.floors = new float[queries.count()];
    Arrays.fill(floors, Float.NEGATIVE_INFINITY);
  }

  /** Looks through a block of the gallery; the query itself and its sequence are left out. */
  public void search(LabeledRows gallery, BlockProduct product) {
    product.forEachStrip(
        queries.rows(),
        0,
        queries.count(),
        gallery.rows(),
        0,
        gallery.count(),
        (rowFrom, rowTo, columnFrom, columnTo, scores, stride) -> {
          for (int row = rowFrom; row < rowTo; row++) {
            int from = (row - rowFrom) * stride;
            int to = from + columnTo - columnFrom;
            scan(row, gallery, product.kernel(), scores, from, to, columnFrom - from);
          }
        });
  }

  private void scan(
      int row,
      LabeledRows gallery,
      ScoreKernel kernel,
      float[] scores,
      int from,
      int to,
      int shift) {
    for (int at = from; at < to; at += ScoreKernel.GROUP) {
      at = kernel.nextCandidates(scores, at, to, floors[row]);
      long candidates = kernel.candidates(scores, at, to, floors[row]);
      for (; candidates != 0; candidates &= candidates - 1) {
        int i = at + Long.numberOfTrailingZeros(candidates);
        int tie = gallery.ties()[i + shift];
        if (scores[i] >= floors[row]
            && tie != queries.ties()[row]
            && !queries.sharesSequence(row, gallery, i + shift)) {
          offer(row, RankKey.of(scores[i], tie));
        }
      }
    }
  }

  private void offer(int row, long key) {
    int base = row * wanted;
    if (sizes[row] < wanted) {
      siftUp(base, sizes[row]++, key);
    } else if (key > heaps[base]) {
      siftDown(base, key);
    }
    if (sizes[row] == wanted) {
      floors[row] = RankKey.score(heaps[base]);
    }
  }

  private void siftUp(int base, int place, long key) {
    int child = place;
    while (child > 0) {
      int parent = (child - 1) >>> 1;
      if (heaps[base + parent] <= key) {
        break;
      }
      heaps[base + child] = heaps[base + parent];
      child = parent;
    }
    heaps[base + child] = key;
  }

  private void siftDown(int base, long key) {
    int parent = 0;
    for (int child = 1; child < wanted; child = 2 * parent + 1) {
      if (child + 1 < wanted && heaps[base + child + 1] < heaps[base + child]) {
        child++;
      }
      if (heaps[base + child] >= key) {
        break;
      }
      heaps[base + parent] = heaps[base + child];
      parent = child;
    }
    heaps[base + parent] = key;
  }

  /** The keys of query {@code row}, nearest first; see {@link RankKey}. */
  public long[] nearest(int row) {
    int from = row * wanted;
    return RankKey.nearest(Arrays.copyOfRange(heaps, from, from + sizes[row]), wanted);
  }
}
