package org.semblance.math;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;

/** Chooses the kernel of this JVM, once. */
public final class ScoreKernels {

  private static final String VECTOR_MODULE = "jdk.incubator.vector";
  private static final ScoreKernel BEST = choose();

  private ScoreKernels() {}

  /**
   * The fastest kernel this JVM has: on the Vector API where the module {@code
   * jdk.incubator.vector} is present ({@code --add-modules}) and the processor has fused
   * multiply-add, else in plain Java.
   */
  public static ScoreKernel best() {
    return BEST;
  }

  private static ScoreKernel choose() {
    boolean present = ModuleLayer.boot().findModule(VECTOR_MODULE).isPresent();
    return present && hasFusedMultiplyAdd() ? vectorKernel() : new ScalarKernel();
  }

  private static ScoreKernel vectorKernel() {
    try {
      return (ScoreKernel)
          Class.forName("org.semblance.math.simd.VectorKernels")
              .getMethod("preferred")
              .invoke(null);
    } catch (ReflectiveOperationException | LinkageError absent) {
      return new ScalarKernel();
    }
  }

  // Without the instruction Math.fma goes through BigDecimal, a thousand times slower.
  private static boolean hasFusedMultiplyAdd() {
    try {
      return ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
          .getVMOption("UseFMA")
          .getValue()
          .equals("true");
    } catch (IllegalArgumentException unknownOption) {
      return false;
    }
  }
}
