package org.semblance.model.file;

import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * A tensor in host memory, as a file holds it.
 *
 * @param shape empty for a scalar; not copied
 * @param bytes the elements in row-major order, little-endian; not copied
 */
public record StoredTensor(TensorType type, long[] shape, byte[] bytes) implements Serializable {

  public StoredTensor {
    long expected = Math.multiplyExact(count(shape), type.bytes());
    if (bytes.length != expected) {
      throw new IllegalArgumentException(
          "bytes must have length " + expected + ", got " + bytes.length);
    }
  }

  /** A float32 tensor. */
  public static StoredTensor of(long[] shape, float[] values) {
    byte[] bytes = new byte[Math.multiplyExact(Float.BYTES, values.length)];
    littleEndian(bytes).asFloatBuffer().put(values);
    return new StoredTensor(TensorType.F32, shape, bytes);
  }

  /** An int64 tensor. */
  public static StoredTensor of(long[] shape, long[] values) {
    byte[] bytes = new byte[Math.multiplyExact(Long.BYTES, values.length)];
    littleEndian(bytes).asLongBuffer().put(values);
    return new StoredTensor(TensorType.I64, shape, bytes);
  }

  /**
   * The elements as float32: exact for F32, F16 and BF16, rounded for F64.
   *
   * @throws IllegalArgumentException if the type is not floating
   */
  public float[] floats() {
    ByteBuffer values = littleEndian(bytes);
    float[] result = new float[bytes.length / type.bytes()];
    if (type == TensorType.F32) {
      values.asFloatBuffer().get(result);
      return result;
    }
    for (int i = 0; i < result.length; i++) {
      result[i] = type.floatAt(values, i);
    }
    return result;
  }

  /**
   * The elements of an integer or boolean tensor.
   *
   * @throws IllegalArgumentException if the type is floating
   */
  public long[] longs() {
    ByteBuffer values = littleEndian(bytes);
    long[] result = new long[bytes.length / type.bytes()];
    for (int i = 0; i < result.length; i++) {
      result[i] = type.longAt(values, i);
    }
    return result;
  }

  /** Number of elements of a shape. */
  public static long count(long[] shape) {
    return Arrays.stream(shape).reduce(1, Math::multiplyExact);
  }

  private static ByteBuffer littleEndian(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
