package org.semblance.tensor;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.pytorch.engine.PtNDArray;
import java.lang.reflect.Field;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the host memory of recorded operands until the recording is done with.
 *
 * <p>DJL 0.35.1 gives PyTorch the address of a Java buffer when an array is made from Java values,
 * as {@code x.mul(2)} does for its operand, and lets go of the buffer when that array is closed,
 * which is at once. PyTorch's recording still refers to it. If the garbage collector runs before
 * the backward pass, that reads freed memory and the gradient is wrong without a word.
 *
 * <p>While open it collects the buffers of all arrays made by the thread; DJL registers each new
 * array with the innermost scope. It closes none of them.
 */
final class OperandMemory extends NDScope {

  private static final Field RESOURCES = field(NDScope.class, "resources");
  private static final Field BUFFER = field(PtNDArray.class, "dataRef");

  private final List<ByteBuffer> buffers = new ArrayList<>();

  /** Notes an array's buffer instead of the array. */
  private final class Registry extends IdentityHashMap<NDArray, NDArray> {

    private static final long serialVersionUID = 1L;

    @Override
    public NDArray put(NDArray array, NDArray same) {
      if (read(BUFFER, array) instanceof ByteBuffer buffer) {
        buffers.add(buffer);
      }
      return array;
    }
  }

  /** Starts to collect, until closed. */
  OperandMemory() {
    try {
      RESOURCES.set(this, new Registry());
    } catch (IllegalAccessException failure) {
      throw new IllegalStateException(failure);
    }
  }

  /** Holds what was collected until {@code manager} is closed. */
  void holdUntilClosed(NDManager manager) {
    if (!buffers.isEmpty()) {
      manager.attachInternal(UUID.randomUUID().toString(), new Held(List.copyOf(buffers)));
    }
  }

  /** Memory that is only referred to; the collector frees it. */
  private record Held(List<ByteBuffer> buffers) implements AutoCloseable {

    @Override
    public void close() {}
  }

  private static Field field(Class<?> type, String name) {
    try {
      Field field = type.getDeclaredField(name);
      field.setAccessible(true);
      return field;
    } catch (NoSuchFieldException failure) {
      throw new IllegalStateException("DJL 0.35.1 must be on the class path", failure);
    }
  }

  private static @Nullable Object read(Field field, NDArray array) {
    try {
      return array instanceof PtNDArray ? field.get(array) : null;
    } catch (IllegalAccessException failure) {
      throw new IllegalStateException(failure);
    }
  }
}
