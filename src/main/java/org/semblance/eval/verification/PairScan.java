package org.semblance.eval.verification;

import org.semblance.eval.metric.Positives;
import org.semblance.eval.search.LabeledRows;
import org.semblance.math.BlockProduct;

/**
 * Counts pairs of a query and a row of the gallery; a row is no pair with itself or its sequence.
 */
public final class PairScan {

  private final BlockProduct product;
  private final MatchScores matches;
  private final PairCounts counts;
  private final short[] cells;

  /**
   * A scan with the buffers of {@code product}.
   *
   * @param product used by one thread at a time
   * @param counts added to
   */
  public PairScan(BlockProduct product, MatchScores matches, PairCounts counts) {
    this.product = product;
    this.matches = matches;
    this.counts = counts;
    this.cells = new short[matches.places()];
    for (int place = 0; place < cells.length; place++) {
      cells[place] = (short) PairCounts.cellOf(place, cells.length);
    }
  }

  /** Counts the matching pairs of some queries, all of them, by class. */
  public void matches(LabeledRows queries, Positives positives) {
    for (int row = 0; row < queries.count(); row++) {
      ClassPairs pairs = counts.ofClass(queries.classes()[row]);
      for (float score : positives.scores(row)) {
        pairs.matches()[cells[matches.placeOf(score)]]++;
      }
    }
  }

  /** Counts the pairs of different classes of some queries and a block of the gallery. */
  public void others(LabeledRows queries, LabeledRows gallery) {
    product.forEachStrip(
        queries.rows(),
        0,
        queries.count(),
        gallery.rows(),
        0,
        gallery.count(),
        (rowFrom, rowTo, columnFrom, columnTo, scores, stride) -> {
          for (int row = rowFrom; row < rowTo; row++) {
            int label = queries.classes()[row];
            int offset = (row - rowFrom) * stride - columnFrom;
            int before = Math.min(columnTo, gallery.firstOfClass(label));
            int after = Math.max(columnFrom, gallery.firstOfClass(label + 1));
            count(queries, row, gallery, columnFrom, before, scores, offset);
            count(queries, row, gallery, after, columnTo, scores, offset);
          }
        });
  }

  private void count(
      LabeledRows queries,
      int row,
      LabeledRows gallery,
      int columnFrom,
      int columnTo,
      float[] scores,
      int offset) {
    long[] all = counts.others();
    long[] ofClass = counts.ofClass(queries.classes()[row]).others();
    for (int column = columnFrom; column < columnTo; column++) {
      if (!queries.sharesSequence(row, gallery, column)) {
        int place = matches.placeOf(scores[column + offset]);
        all[place]++;
        ofClass[cells[place]]++;
      }
    }
  }
}
