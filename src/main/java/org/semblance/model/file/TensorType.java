package org.semblance.model.file;

import java.nio.ByteBuffer;
import java.util.Optional;

/** Element types of stored tensors, with the spelling of the safetensors format. */
public enum TensorType {
  F64(8),
  F32(4),
  F16(2),
  BF16(2),
  I64(8),
  I32(4),
  U8(1),
  BOOL(1);

  private final int bytes;

  TensorType(int bytes) {
    this.bytes = bytes;
  }

  /** Bytes of one element. */
  public int bytes() {
    return bytes;
  }

  static Optional<TensorType> named(String name) {
    for (TensorType type : values()) {
      if (type.name().equals(name)) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }

  /** Element {@code i} of a floating type as float32; F64 is rounded. */
  float floatAt(ByteBuffer values, int i) {
    return switch (this) {
      case F32 -> values.getFloat(4 * i);
      case F64 -> (float) values.getDouble(8 * i);
      case BF16 -> Float.intBitsToFloat(values.getShort(2 * i) << 16);
      case F16 -> halfToFloat(values.getShort(2 * i));
      case I64, I32, U8, BOOL -> throw new IllegalArgumentException(this + " is not floating");
    };
  }

  /** Element {@code i} of an integer type. */
  long longAt(ByteBuffer values, int i) {
    return switch (this) {
      case I64 -> values.getLong(8 * i);
      case I32 -> values.getInt(4 * i);
      case U8, BOOL -> values.get(i) & 0xFFL;
      case F64, F32, F16, BF16 -> throw new IllegalArgumentException(this + " is not integer");
    };
  }

  /** IEEE 754 binary16: 1 sign, 5 exponent (bias 15), 10 fraction bits; exact in float32. */
  private static float halfToFloat(short half) {
    int sign = (half & 0x8000) << 16;
    int exponent = (half >>> 10) & 0x1F;
    int fraction = half & 0x3FF;
    if (exponent == 0) {
      // Subnormal: fraction * 2^-24.
      float magnitude = fraction * 0x1p-24f;
      return sign == 0 ? magnitude : -magnitude;
    }
    int widened = exponent == 0x1F ? 0xFF : exponent - 15 + 127;
    return Float.intBitsToFloat(sign | (widened << 23) | (fraction << 13));
  }
}
