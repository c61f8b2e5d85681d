package org.semblance.prep;

import java.io.Serializable;
import org.apache.spark.api.java.function.Function;
import org.semblance.source.Place;
import org.semblance.source.SourceImage;
import scala.Tuple2;

/**
 * A row of a data set.
 *
 * @param row position in the data set, from 0
 */
record Candidate(long row, SourceImage image) implements Serializable, Comparable<Candidate> {

  /** Numbers the rows of a data set in their order. */
  record Numbered() implements Function<Tuple2<SourceImage, Long>, Candidate> {

    @Override
    public Candidate call(Tuple2<SourceImage, Long> numbered) {
      return new Candidate(numbered._2(), numbered._1());
    }
  }

  Candidate with(SourceImage other) {
    return new Candidate(row, other);
  }

  boolean isUsable() {
    return image.problem() == null;
  }

  /** In the order in which reading is cheapest: archives from their start, files by row. */
  @Override
  public int compareTo(Candidate other) {
    int byArchive = Integer.compare(archive(), other.archive());
    int byOffset = byArchive == 0 ? Long.compare(offset(), other.offset()) : byArchive;
    return byOffset == 0 ? Long.compare(row, other.row) : byOffset;
  }

  private int archive() {
    return image.place() instanceof Place.Packed packed ? packed.archive() : -1;
  }

  private long offset() {
    return image.place() instanceof Place.Packed packed ? packed.offset() : 0;
  }
}
