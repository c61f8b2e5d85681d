package org.semblance.source;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * A part of an upright picture in pixels from its top left corner: columns {@code left} to {@code
 * right}, rows {@code top} to {@code bottom}, the ends excluded.
 */
public record Box(int left, int top, int right, int bottom) implements Serializable {

  /** What is wrong with the box, or null: it must hold a pixel and begin within a picture. */
  public @Nullable String problem() {
    return left >= 0 && top >= 0 && right > left && bottom > top
        ? null
        : "the box " + this + " is empty or begins outside of the picture";
  }

  /** Whether the box lies within a picture of that size. */
  public boolean within(int width, int height) {
    return problem() == null && right <= width && bottom <= height;
  }

  @Override
  public String toString() {
    return "(" + left + ", " + top + ", " + right + ", " + bottom + ")";
  }
}
