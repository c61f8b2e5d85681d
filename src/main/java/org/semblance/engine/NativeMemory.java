package org.semblance.engine;

import com.sun.jna.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How PyTorch takes memory from the operating system. Each training step allocates the activations
 * anew and gives them back; page by page of 4 KiB, the kernel's work for that costs as much as the
 * arithmetic of a small net.
 */
final class NativeMemory {

  /** PyTorch's switch (c10/core/impl/alloc_cpu.cpp): ask for 2 MiB pages from 2 MiB on. */
  private static final String HUGE_PAGES = "THP_MEM_ALLOC_ENABLE";

  private static final int KEEP_EXISTING = 0;

  private static final Logger LOG = LoggerFactory.getLogger(NativeMemory.class);

  private NativeMemory() {}

  /**
   * Lets PyTorch use transparent huge pages, if the environment does not decide otherwise. Due
   * before the library is loaded, which reads the switch once; where the kernel has none, nothing
   * changes.
   */
  static void allowHugePages() {
    try {
      Function setEnvironment = Function.getFunction("c", "setenv");
      setEnvironment.invokeInt(new Object[] {HUGE_PAGES, "1", KEEP_EXISTING});
    } catch (RuntimeException | LinkageError failure) {
      LOG.debug("no huge pages for PyTorch on this platform", failure);
    }
  }
}
