package org.semblance.tensor;

import com.sun.jna.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How PyTorch takes memory from the operating system. Each training step allocates its activations
 * anew and gives them back; where the C library returns them to the kernel, the kernel's work to
 * hand out the same pages again costs as much as the arithmetic.
 */
final class NativeMemory {

  /** PyTorch's switch (c10/core/impl/alloc_cpu.cpp): ask for 2 MiB pages from 2 MiB on. */
  private static final String HUGE_PAGES = "THP_MEM_ALLOC_ENABLE";

  private static final int KEEP_EXISTING = 0;

  /** The parameters of mallopt(3), by the variable that sets the same before the process starts. */
  private enum Allocation {
    /** Large blocks come from the heap too, where they can be used again. */
    MALLOC_MMAP_MAX_(-4, 0),
    /** The end of the heap is kept when it is free. */
    MALLOC_TRIM_THRESHOLD_(-1, Integer.MAX_VALUE),
    /** Bytes by which the heap grows at a time. */
    MALLOC_TOP_PAD_(-2, 64 << 20);

    private final int parameter;
    private final int value;

    Allocation(int parameter, int value) {
      this.parameter = parameter;
      this.value = value;
    }
  }

  private static final Logger LOG = LoggerFactory.getLogger(NativeMemory.class);

  private NativeMemory() {}

  /**
   * Lets PyTorch use transparent huge pages and the C library keep what PyTorch frees, so that the
   * process stays at the size of its largest step. The environment may decide otherwise, by {@code
   * THP_MEM_ALLOC_ENABLE} and the variables of mallopt(3).
   *
   * <p>Due before the library is loaded, which reads its switch once. On a platform without these
   * functions nothing changes.
   */
  static void prepare() {
    try {
      Function.getFunction("c", "setenv").invokeInt(new Object[] {HUGE_PAGES, "1", KEEP_EXISTING});
      Function setOption = Function.getFunction("c", "mallopt");
      for (Allocation option : Allocation.values()) {
        if (System.getenv(option.name()) == null) {
          setOption.invokeInt(new Object[] {option.parameter, option.value});
        }
      }
    } catch (RuntimeException | LinkageError failure) {
      LOG.debug("the platform's own use of memory for PyTorch", failure);
    }
  }
}
