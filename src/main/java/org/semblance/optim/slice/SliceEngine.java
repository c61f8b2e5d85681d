package org.semblance.optim.slice;

/** A library's optimisers. Implementations are found by {@link java.util.ServiceLoader}. */
public interface SliceEngine {

  /**
   * An optimiser for a piece of flat parameters, with fresh moments.
   *
   * @param length of the piece
   */
  SliceOptimizer optimizer(BigDlMethod method, int length);
}
