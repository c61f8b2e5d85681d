package org.semblance.tensor;

import ai.djl.engine.Engine;
import org.semblance.fault.SemblanceException;

/** Starts DJL's PyTorch engine: no download, no usage report, a fixed number of threads. */
public final class TorchEngine {

  private TorchEngine() {}

  /**
   * The engine of this JVM, started on the first call.
   *
   * @param threads native threads per operator, at least 1; later calls cannot change it
   * @throws SemblanceException preflight, if the native library does not load
   */
  public static Engine start(int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("threads must be at least 1, got " + threads);
    }
    setIfAbsent("OPT_OUT_TRACKING", "true");
    setIfAbsent("ai.djl.offline", "true");
    setIfAbsent("ai.djl.pytorch.num_threads", Integer.toString(threads));
    setIfAbsent("ai.djl.pytorch.num_interop_threads", "1");
    NativeMemory.prepare();
    try {
      return Engine.getEngine("PyTorch");
    } catch (RuntimeException | UnsatisfiedLinkError failure) {
      throw SemblanceException.preflight(
          "the PyTorch library does not load ("
              + failure.getMessage()
              + "): put pytorch-native-cpu on the class path or set PYTORCH_LIBRARY_PATH");
    }
  }

  private static void setIfAbsent(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }
}
