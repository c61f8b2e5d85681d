package org.semblance.tensor;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.util.function.Supplier;

/**
 * PyTorch's automatic differentiation, per thread. DJL's gradient collector allows one thread of a
 * JVM at a time; ranks that share a JVM need one each.
 */
public final class Autograd {

  private Autograd() {}

  /**
   * The result of {@code body}, whose operations are recorded for {@link #backward}. Memory that
   * the recording needs lives until the manager of the result is closed.
   */
  public static NDArray recorded(Supplier<NDArray> body) {
    return inMode(
        true,
        () -> {
          try (OperandMemory operands = new OperandMemory()) {
            NDArray result = body.get();
            operands.holdUntilClosed(result.getManager());
            return result;
          }
        });
  }

  /** The result of {@code body}, whose operations are not recorded. */
  public static <T> T unrecorded(Supplier<T> body) {
    return inMode(false, body);
  }

  /** Runs {@code body} unrecorded, then closes every array it made. */
  public static void inPlace(Runnable body) {
    inMode(
        false,
        () -> {
          try (NDScope temporaries = new NDScope()) {
            temporaries.suppressNotUsedWarning();
            body.run();
          }
          return true;
        });
  }

  /** Adds the gradients of the scalar {@code target} to its leaves; frees the recording. */
  public static void backward(NDArray target) {
    try (NDManager scratch = target.getManager().newSubManager();
        NDArray one = target.onesLike()) {
      one.attach(scratch);
      backward(target, one);
    }
  }

  /**
   * Adds the gradients of {@code sum(target * gradient)} to the leaves of {@code target}; frees the
   * recording.
   *
   * @param gradient shaped as {@code target}
   */
  public static void backward(NDArray target, NDArray gradient) {
    JniUtils.backward((PtNDArray) target, (PtNDArray) gradient, false, false);
  }

  /**
   * Makes {@code storage} the gradient of {@code leaf}, so that later backward passes add to it in
   * place.
   *
   * <p>PyTorch keeps the first gradient that reaches a leaf without copying it, if nobody else
   * holds it and its layout fits; a view of {@code storage} passed back through a reshape is such a
   * gradient.
   *
   * @param storage contiguous, shaped as {@code leaf}; may be closed afterwards
   */
  public static void adoptGradient(NDArray leaf, NDArray storage) {
    try (NDArray view = recorded(() -> leaf.reshape(leaf.getShape()))) {
      backward(view, storage);
    }
    inPlace(
        () -> {
          NDArray mark = storage.onesLike();
          storage.addi(mark);
          if (!leaf.getGradient().contentEquals(mark)) {
            throw new IllegalStateException("gradient of a leaf must share its given storage");
          }
          storage.subi(mark);
        });
  }

  private static <T> T inMode(boolean recording, Supplier<T> body) {
    boolean previous = JniUtils.isGradMode();
    JniUtils.setGradMode(recording);
    try {
      return body.get();
    } finally {
      JniUtils.setGradMode(previous);
    }
  }
}
