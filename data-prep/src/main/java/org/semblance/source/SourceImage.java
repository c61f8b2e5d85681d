package org.semblance.source;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;
import org.semblance.table.RejectReason;
import org.semblance.table.Split;

/**
 * One image of a data set, before its bytes are read.
 *
 * @param location path as the data set names it; unique unless the data set repeats itself
 * @param label class; empty where the data set names none
 * @param split what the data set says the image is for; null where it leaves that to us
 * @param box part of the picture that is meant; null for all of it
 * @param place where the bytes are
 * @param problem why it cannot be used, where that is known by now; null otherwise
 */
public record SourceImage(
    String location,
    String label,
    @Nullable Split split,
    @Nullable Box box,
    Place place,
    @Nullable Problem problem)
    implements Serializable {

  /**
   * Why an image cannot be used.
   *
   * @param detail a sentence about it
   */
  public record Problem(RejectReason reason, String detail) implements Serializable {}

  /** A whole picture that is found by its location. */
  public static SourceImage at(String location, String label, @Nullable Split split) {
    return new SourceImage(location, label, split, null, Place.UNKNOWN, null);
  }

  /** The same image with a split. */
  public SourceImage withSplit(Split assigned) {
    return new SourceImage(location, label, assigned, box, place, problem);
  }

  /** The same image, cut out of its picture. */
  public SourceImage withBox(@Nullable Box part) {
    return new SourceImage(location, label, split, part, place, problem);
  }

  /** The same image where its bytes are. */
  public SourceImage withPlace(Place found) {
    return new SourceImage(location, label, split, box, found, problem);
  }

  /** The same image, which cannot be used; an earlier problem stands. */
  public SourceImage withProblem(RejectReason reason, String detail) {
    return problem != null
        ? this
        : new SourceImage(location, label, split, box, place, new Problem(reason, detail));
  }
}
