package org.semblance.eval.metric;

import java.util.Arrays;
import org.semblance.eval.search.LabeledRows;
import org.semblance.math.BlockProduct;
import org.semblance.math.ScoreKernel;

/** Shows every negative that still matters to the counters of its queries. */
public final class NegativeScan {

  private final BlockProduct product;
  private final ScoreKernel kernel;

  /**
   * A scan with the buffers of {@code product}.
   *
   * @param product used by one thread at a time
   */
  public NegativeScan(BlockProduct product) {
    this.product = product;
    this.kernel = product.kernel();
  }

  /** Counts within one block, where every row is query and gallery: each pair is scored once. */
  public void within(LabeledRows block, RankCounter counter) {
    int[] ends = classEnds(block);
    product.forEachUpperStrip(
        block.rows(),
        (rowFrom, rowTo, columnFrom, columnTo, scores, stride) -> {
          for (int row = rowFrom; row < rowTo; row++) {
            int from = Math.max(ends[row], columnFrom);
            int offset = (row - rowFrom) * stride - columnFrom;
            scanBoth(block, counter, row, block, counter, from, columnTo, scores, offset);
          }
        });
  }

  /**
   * Counts between two blocks without a common class, where every row of either is query and
   * gallery to the other: each pair is scored once.
   */
  public void between(
      LabeledRows left, RankCounter leftCounter, LabeledRows right, RankCounter rightCounter) {
    product.forEachStrip(
        left.rows(),
        0,
        left.count(),
        right.rows(),
        0,
        right.count(),
        (rowFrom, rowTo, columnFrom, columnTo, scores, stride) -> {
          for (int row = rowFrom; row < rowTo; row++) {
            int offset = (row - rowFrom) * stride - columnFrom;
            scanBoth(
                left, leftCounter, row, right, rightCounter, columnFrom, columnTo, scores, offset);
          }
        });
  }

  private void scanBoth(
      LabeledRows left,
      RankCounter leftCounter,
      int row,
      LabeledRows right,
      RankCounter rightCounter,
      int columnFrom,
      int columnTo,
      float[] scores,
      int offset) {
    float[] rowFloors = leftCounter.floors();
    float[] columnFloors = rightCounter.floors();
    int end = columnTo + offset;
    for (int at = columnFrom + offset; at < end; at += ScoreKernel.GROUP) {
      at = kernel.nextCandidates(scores, at, end, rowFloors[row], columnFloors, at - offset);
      long candidates =
          kernel.candidates(scores, at, end, rowFloors[row], columnFloors, at - offset);
      for (; candidates != 0; candidates &= candidates - 1) {
        int column = at - offset + Long.numberOfTrailingZeros(candidates);
        float score = scores[column + offset];
        boolean forRow = score >= rowFloors[row];
        boolean forColumn = score >= columnFloors[column];
        if ((forRow || forColumn) && !left.sharesSequence(row, right, column)) {
          if (forRow) {
            leftCounter.count(row, score, right.ties()[column]);
          }
          if (forColumn) {
            rightCounter.count(column, score, left.ties()[row]);
          }
        }
      }
    }
  }

  /** Counts a block of the gallery for a block of queries; classes may be common. */
  public void oneSided(LabeledRows queries, RankCounter counter, LabeledRows gallery) {
    int[] ownFrom = new int[queries.count()];
    int[] ownTo = new int[queries.count()];
    for (int from = 0, end; from < queries.count(); from = end) {
      end = queries.classEnd(from);
      int label = queries.classes()[from];
      Arrays.fill(ownFrom, from, end, gallery.firstOfClass(label));
      Arrays.fill(ownTo, from, end, gallery.firstOfClass(label + 1));
    }
    product.forEachStrip(
        queries.rows(),
        0,
        queries.count(),
        gallery.rows(),
        0,
        gallery.count(),
        (rowFrom, rowTo, columnFrom, columnTo, scores, stride) -> {
          for (int row = rowFrom; row < rowTo; row++) {
            int offset = (row - rowFrom) * stride - columnFrom;
            int before = Math.min(columnTo, ownFrom[row]);
            int after = Math.max(columnFrom, ownTo[row]);
            scanRow(queries, counter, row, gallery, columnFrom, before, scores, offset);
            scanRow(queries, counter, row, gallery, after, columnTo, scores, offset);
          }
        });
  }

  private void scanRow(
      LabeledRows queries,
      RankCounter counter,
      int row,
      LabeledRows gallery,
      int columnFrom,
      int columnTo,
      float[] scores,
      int offset) {
    float[] floors = counter.floors();
    int end = columnTo + offset;
    for (int at = columnFrom + offset; at < end; at += ScoreKernel.GROUP) {
      at = kernel.nextCandidates(scores, at, end, floors[row]);
      long candidates = kernel.candidates(scores, at, end, floors[row]);
      for (; candidates != 0; candidates &= candidates - 1) {
        int column = at - offset + Long.numberOfTrailingZeros(candidates);
        float score = scores[column + offset];
        if (score >= floors[row] && !queries.sharesSequence(row, gallery, column)) {
          counter.count(row, score, gallery.ties()[column]);
        }
      }
    }
  }

  private static int[] classEnds(LabeledRows block) {
    int[] ends = new int[block.count()];
    for (int from = 0, end; from < ends.length; from = end) {
      end = block.classEnd(from);
      Arrays.fill(ends, from, end, end);
    }
    return ends;
  }
}
