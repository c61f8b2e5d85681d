package org.semblance.optim.slice;

import java.util.Map;

/** Updates one contiguous piece of flat parameters, whose length it knows from its creation. */
public interface SliceOptimizer {

  /**
   * The arrays, one value per parameter, that are kept between steps, by name. They are live: what
   * is written to them before a step is what the step goes on from.
   */
  Map<String, float[]> moments();

  /**
   * One step, in place.
   *
   * @param values parameters; the piece begins at {@code start}
   * @param gradients at the same places as the values; may be overwritten there
   */
  void update(float[] values, float[] gradients, int start, SliceStep step);
}
