package org.semblance.math.simd;

import jdk.incubator.vector.FloatVector;
import org.semblance.math.ScalarKernel;
import org.semblance.math.ScoreKernel;

/** Chooses the tile by the vector registers of the processor. */
public final class VectorKernels {

  private VectorKernels() {}

  /** The kernel for the preferred species: 512 bit, and any on ARM, have 32 registers. */
  public static ScoreKernel preferred() {
    int bits = FloatVector.SPECIES_PREFERRED.vectorBitSize();
    if (bits == 512 || System.getProperty("os.arch").equals("aarch64")) {
      return new WideKernel();
    }
    return bits == 256 ? new NarrowKernel() : new ScalarKernel();
  }
}
