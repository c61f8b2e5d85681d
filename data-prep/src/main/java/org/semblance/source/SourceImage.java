package org.semblance.source;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;
import org.semblance.table.Split;

/**
 * One row of a source, before its bytes are read.
 *
 * @param row position in the source, from 0
 * @param location what {@link ContentReader#read} takes; unique unless the source repeats itself
 * @param label class; empty where the source names none
 * @param split what the source says the image is for; null where it leaves that to us
 */
public record SourceImage(long row, String location, String label, @Nullable Split split)
    implements Serializable {

  /** The same row with a split. */
  public SourceImage withSplit(Split assigned) {
    return new SourceImage(row, location, label, assigned);
  }
}
