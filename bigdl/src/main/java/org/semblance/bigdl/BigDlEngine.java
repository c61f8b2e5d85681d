package org.semblance.bigdl;

import com.intel.analytics.bigdl.mkl.MKL;
import org.semblance.optim.slice.BigDlMethod;
import org.semblance.optim.slice.SliceEngine;
import org.semblance.optim.slice.SliceOptimizer;

/** BigDL's optimizers, without Spark, on the calling thread. */
public final class BigDlEngine implements SliceEngine {

  /**
   * Loads MKL.
   *
   * @throws UnsatisfiedLinkError if its native library does not load
   */
  public BigDlEngine() {
    if (!MKL.isMKLLoaded()) {
      throw new UnsatisfiedLinkError(
          "MKL's native library needs Linux on x86-64 and a java.io.tmpdir without noexec");
    }
  }

  @Override
  public SliceOptimizer optimizer(BigDlMethod method, int length) {
    return new BigDlOptimizer(Methods.of(method), new Rates(method.learningRateSchedule()), length);
  }
}
