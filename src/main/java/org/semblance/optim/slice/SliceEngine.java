package org.semblance.optim.slice;

/** A library's optimizers. Implementations are found by {@link java.util.ServiceLoader}. */
public interface SliceEngine {

  /**
   * An optimizer for a piece of flat parameters, with fresh moments.
   *
   * @param length of the piece
   */
  SliceOptimizer optimizer(BigDlMethod method, int length);
}
