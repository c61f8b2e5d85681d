package org.semblance.tensor;

import ai.djl.ndarray.NDArray;

/** Ties what a step computes from long-lived arrays to the step's own manager. */
public final class StepView {

  private StepView() {}

  /**
   * A view of {@code array} that belongs to the manager of {@code owner}, so that everything
   * computed from the view is released with the step. Gradients pass to {@code array}.
   */
  public static NDArray of(NDArray array, NDArray owner) {
    NDArray view = array.reshape(array.getShape());
    view.attach(owner.getManager());
    return view;
  }
}
