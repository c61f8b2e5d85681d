package org.semblance.evaluate.exact;

import java.io.Serializable;

/**
 * A query by its row number and how it fared; the worst is the least: by average precision, then by
 * the depth of the first match, then by row number.
 *
 * @param firstMatch rank of the nearest match, 0 where it is deeper than was counted
 */
public record WorstRow(int row, int relevant, int firstMatch, double averagePrecision)
    implements Serializable, Comparable<WorstRow> {

  @Override
  public int compareTo(WorstRow other) {
    int byPrecision = Double.compare(averagePrecision, other.averagePrecision);
    if (byPrecision != 0) {
      return byPrecision;
    }
    int byDepth = Integer.compare(other.depth(), depth());
    return byDepth != 0 ? byDepth : Integer.compare(row, other.row);
  }

  private int depth() {
    return firstMatch == 0 ? Integer.MAX_VALUE : firstMatch;
  }
}
